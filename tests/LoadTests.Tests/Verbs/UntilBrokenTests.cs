using AspireStateless.LoadTests.Tests.Fakes;

namespace AspireStateless.LoadTests.Tests.Verbs;

/// <summary>Runs that are to end with the first broken promise.</summary>
public sealed class UntilBrokenTests
{
    [Fact]
    public async Task A_system_that_is_wrong_ends_its_run_long_before_the_traffic_would()
    {
        await using var system = await FakeSystem.StartAsync(FakeCounting.InMemory);
        var began = Environment.TickCount64;
        var run = await system.RunAsync("run visits --seed 1 --duration 10m --rate 200 --until-broken");
        Assert.True(run.Code == 1, run.Output);
        Assert.Contains("Visits was seen broken after", run.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED: Visits broken: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("--until-broken", run.Output, StringComparison.Ordinal);
        Assert.True(Environment.TickCount64 - began < TimeSpan.FromMinutes(5).TotalMilliseconds);
        Assert.Equal(1, (await FakeRuns.CheckAsync(run.Folder)).Code);
    }

    [Fact]
    public async Task A_system_that_is_right_is_run_to_the_end_and_proven()
    {
        await using var system = await FakeSystem.StartAsync();
        var run = await system.RunAsync("run visits --seed 1 --duration 7s --rate 500 --until-broken");
        Assert.True(run.Code == 0, run.Output);
        Assert.DoesNotContain("seen broken", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_plan_is_carried_out_byte_for_byte()
    {
        await using var system = await FakeSystem.StartAsync();
        var first = await system.RunAsync("run visits --seed 7 --duration 1s --rate 100");
        var plan = Path.Combine(first.Folder, "plan.json");
        var second = await system.RunAsync($"run --plan {plan}");
        Assert.True(second.Code == first.Code, second.Output);
        Assert.Equal(await ReadAsync(plan), await ReadAsync(Path.Combine(second.Folder, "plan.json")));
        Assert.Contains($"run --plan {plan}", second.Output, StringComparison.Ordinal);
    }

    private static Task<byte[]> ReadAsync(string path) => File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
}
