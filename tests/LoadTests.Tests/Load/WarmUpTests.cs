using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class WarmUpTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task It_ends_when_three_windows_agree()
    {
        double[] measured = [50, 80, 96, 100, 99, 98, 500];
        var windows = 0;
        Assert.True(await WarmUp.UntilStableAsync(_ => Task.FromResult(measured[windows++]), Second, 10 * Second));
        Assert.Equal(5, windows);
    }

    [Fact]
    public async Task It_ends_in_any_case_and_says_that_nothing_agreed()
    {
        var windows = 0;
        Assert.False(await WarmUp.UntilStableAsync(_ => Task.FromResult(Math.Pow(2, windows++)), Second, 10 * Second));
        Assert.Equal(10, windows);
    }
}
