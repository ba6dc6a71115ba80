using AspireStateless.LoadTests.Tests.Fakes;

namespace AspireStateless.LoadTests.Tests.Verbs;

/// <summary>Whole runs with faults, against systems that are right and systems that are wrong on purpose.</summary>
public sealed class ChaosRunTests
{
    // Long enough for two or three faults, one of them a kill of the store.
    private const string Chaos = "run visits-chaos --seed 1 --duration 11s --rate 200";

    [Fact]
    public async Task A_correct_system_under_too_few_faults_is_not_proven()
    {
        await using var system = await FakeSystem.StartAsync();
        var run = await system.RunAsync(Chaos);
        Assert.True(run.Code == 2, run.Output);
        Assert.Contains("NOT PROVEN", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("BROKEN", run.Output, StringComparison.Ordinal);
        Assert.Contains("Next:", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await FakeRuns.CheckAsync(run.Folder)).Code);
    }

    [Fact]
    public async Task A_store_that_forgets_what_was_acknowledged_fails_durability()
    {
        await using var system = await FakeSystem.StartForgetfulAsync();
        var run = await system.RunAsync(Chaos);
        Assert.True(run.Code == 1, run.Output);
        Assert.Contains("Durability: BROKEN", run.Output, StringComparison.Ordinal);
        Assert.Contains("acknowledged visits are gone", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_without_evidence_make_the_run_invalid()
    {
        await using var system = await FakeSystem.StartWithoutEvidenceAsync();
        var run = await system.RunAsync(Chaos);
        Assert.True(run.Code == 3, run.Output);
        Assert.Contains("no evidence that it took effect", run.Output, StringComparison.Ordinal);
    }
}
