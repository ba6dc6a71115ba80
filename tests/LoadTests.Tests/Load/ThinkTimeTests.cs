using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class ThinkTimeTests
{
    [Fact]
    public void A_client_thinks_the_same_for_the_same_seed_and_otherwise_than_another_client()
    {
        var think = new ThinkTime(TimeSpan.FromSeconds(1), seed: 4);
        Assert.Equal(think.Of(1).Take(5), new ThinkTime(TimeSpan.FromSeconds(1), seed: 4).Of(1).Take(5));
        Assert.NotEqual(think.Of(1).Take(5), think.Of(2).Take(5));
    }

    [Fact]
    public void Its_mean_is_the_one_asked_for() =>
        Assert.InRange(new ThinkTime(TimeSpan.FromMilliseconds(20), seed: 1).Of(0).Take(20_000).Average(), 19e6, 21e6);

    [Fact]
    public void None_is_none() => Assert.All(ThinkTime.None.Of(3).Take(10), pause => Assert.Equal(0, pause));
}
