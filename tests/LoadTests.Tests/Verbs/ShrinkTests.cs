using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Shrinking;
using AspireStateless.LoadTests.Tests.Fakes;
using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.Verbs;

public sealed class ShrinkTests
{
    [Fact]
    public async Task A_failed_run_says_what_failed_and_how_to_do_it_again_with_fewer_faults()
    {
        await using var system = await FakeSystem.StartAsync(FakeCounting.InMemory);
        var run = await system.RunAsync("run visits-chaos --seed 3 --duration 60s --rate 200 --until-broken");
        Assert.True(run.Code == 1, run.Output);
        var failed = FailedRun.Read(run.Folder);
        Assert.Equal("Visits", failed.Promise);
        var planned = StoredPlan.Read(Path.Combine(run.Folder, "plan.json")).Plan;
        Assert.InRange(failed.Plan.Operations.Length, 1, planned.Operations.Length - 1);
        Assert.True(failed.Plan.Faults.Count < planned.Faults.Count, "a fault that was not injected is none that it takes");
        var smaller = new Replay(failed, Path.Combine(run.Folder, "shrunk")).Write([], "plan.json");
        Assert.Empty(StoredPlan.Read(smaller.Path).Plan.Faults);
        Assert.Equal(failed.Plan.Operations, StoredPlan.Read(smaller.Path).Plan.Operations);
        Assert.EndsWith($"run --plan {smaller.Path} --no-calibration --until-broken", failed.With(smaller)
            .Command, StringComparison.Ordinal);
        Assert.False(failed.With(smaller).Attach);
    }

    [Fact]
    public async Task A_run_that_did_not_fail_is_refused()
    {
        await using var system = await FakeSystem.StartAsync();
        var run = await system.RunAsync("run visits --seed 1 --duration 1s --rate 100");
        using StringWriter output = new(), error = new();
        var code = await LoadTestsCommand.RunAsync(["shrink", run.Folder], output, error, TestContext.Current.CancellationToken);
        Assert.Equal(64, code);
        Assert.Contains("shows no broken promise", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_another_version_is_refused()
    {
        await using var system = await FakeSystem.StartAsync();
        var run = await system.RunAsync("run visits --seed 1 --duration 1s --rate 100");
        var path = Path.Combine(run.Folder, "plan.json");
        var plan = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            path, plan.Replace($"\"version\":{Plan.CurrentVersion}", "\"version\":99", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        using StringWriter output = new(), error = new();
        var code = await LoadTestsCommand.RunAsync(["run", "--plan", path], output, error, TestContext.Current.CancellationToken);
        Assert.Equal(64, code);
        Assert.Contains("version 99", error.ToString(), StringComparison.Ordinal);
    }
}
