using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Shrinking;

namespace AspireStateless.LoadTests.Tests.Shrinking;

/// <summary>Against oracles that know what it takes to fail.</summary>
public sealed class DeltaDebuggingTests
{
    [Theory]
    [InlineData(8, new[] { 3 })]
    [InlineData(8, new[] { 0, 7 })]
    [InlineData(9, new[] { 1, 4, 5 })]
    [InlineData(16, new[] { 2, 3, 11, 15 })]
    [InlineData(1, new[] { 0 })]
    [InlineData(5, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(6, new int[] { })]
    public async Task What_it_takes_to_fail_is_found_exactly(int count, int[] needed)
    {
        var shrunk = await MinimizeAsync(count, part => needed.All(part.Contains));
        Assert.Equal(needed, shrunk.Items);
        Assert.True(shrunk.IsMinimal);
    }

    [Fact]
    public async Task Without_any_one_of_the_items_that_are_left_it_does_not_fail()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            // Fails with any of a few sets: there are several smallest answers, and larger ones that none can be taken from.
            var random = RandomStream.Of(seed, "shrink");
            int[][] causes = [.. Enumerable.Range(0, 3)
                .Select(_ => Enumerable.Range(0, 3).Select(_ => random.Next(12)).Distinct().ToArray())];
            bool Fails(IReadOnlyList<int> part) => causes.Any(cause => cause.All(part.Contains));
            var shrunk = await MinimizeAsync(12, Fails);
            Assert.True(Fails(shrunk.Items));
            Assert.All(shrunk.Items, item => Assert.False(Fails([.. shrunk.Items.Where(other => other != item)])));
        }
    }

    [Fact]
    public async Task No_part_is_asked_about_twice()
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        await MinimizeAsync(20, part =>
        {
            Assert.True(asked.Add(string.Join(',', part)));
            return part.Contains(4) && part.Contains(17);
        });
    }

    [Fact]
    public async Task When_the_time_is_over_the_smallest_part_so_far_is_left_and_not_called_minimal()
    {
        var left = 2;
        var shrunk = await new DeltaDebugging<int>(part => Task.FromResult<bool?>(left-- > 0 ? part.Contains(5) : null))
            .MinimizeAsync([.. Enumerable.Range(0, 8)]);
        Assert.False(shrunk.IsMinimal);
        Assert.Contains(5, shrunk.Items);
    }

    [Theory]
    [InlineData("ff", true)]
    [InlineData("fpf", true)]
    [InlineData("pff", true)]
    [InlineData("pp", false)]
    [InlineData("pfp", false)]
    [InlineData("fn", null)]
    public async Task Two_of_three_runs_decide_and_no_more_are_made(string runs, bool? expected)
    {
        var left = new Queue<char>(runs);
        var fails = await new RepeatedVerdict(needed: 2, tries: 3).FailsAsync(() => Task.FromResult<bool?>(left.Dequeue() switch
        {
            'f' => true,
            'p' => false,
            _ => null,
        }));
        Assert.Equal(expected, fails);
        Assert.Empty(left);
    }

    private static Task<Shrunk<int>> MinimizeAsync(int count, Func<IReadOnlyList<int>, bool> fails) =>
        new DeltaDebugging<int>(part => Task.FromResult<bool?>(fails(part))).MinimizeAsync([.. Enumerable.Range(0, count)]);
}
