using AspireStateless.Judging.Histories;

namespace AspireStateless.Judging.Tests.Histories;

public sealed class RandomStreamTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers_on_every_version_of_dotnet()
    {
        // The first outputs of SplitMix64 from state 0, as published with the algorithm.
        var random = new RandomStream(0);
        ulong[] published = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F];
        Assert.Equal(published, Enumerable.Range(0, 3).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Streams_of_one_seed_with_different_names_are_independent() =>
        Assert.NotEqual(RandomStream.Of(1, "faults").NextUInt64(), RandomStream.Of(1, "arrivals").NextUInt64());

    [Fact]
    public void Numbers_stay_within_their_bounds()
    {
        var random = new RandomStream(3);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.InRange(random.Next(7), 0, 6);
            Assert.InRange(random.NextDouble(), 0, 0.9999999999999999);
        }
    }

    [Fact]
    public void Shuffling_keeps_every_card()
    {
        int[] deck = [.. Enumerable.Range(0, 52)];
        new RandomStream(9).Shuffle<int>(deck);
        Assert.NotEqual(Enumerable.Range(0, 52), deck);
        Assert.Equal(Enumerable.Range(0, 52), deck.Order());
    }
}
