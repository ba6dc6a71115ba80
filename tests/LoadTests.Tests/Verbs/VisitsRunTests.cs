using System.Text.Json;
using AspireStateless.LoadTests.Tests.Fakes;
using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.Verbs;

/// <summary>Whole runs, against systems that are right and systems that are wrong on purpose.</summary>
public sealed class VisitsRunTests
{
    // Enough operations for the scenario's evidence, in little time.
    private const string Visits = "run visits --seed 1 --duration 5s --rate 600";

    [Fact]
    public async Task A_correct_system_passes_and_the_stored_run_is_judged_alike()
    {
        await using var system = await FakeSystem.StartAsync();
        var run = await system.RunAsync(Visits, calibrated: true);
        Assert.True(run.Code == 0, run.Output);
        Assert.Contains("PASSED: Visits and Durability proven", run.Output, StringComparison.Ordinal);
        foreach (
            var file in new[] { "plan.json", "history.bin", "faults.jsonl", "result.json", "summary.md", "junit.xml", "report.html" })
        {
            Assert.True(File.Exists(Path.Combine(run.Folder, file)), file);
        }

        Assert.True(system.LiveUrl is { IsLoopback: true });
        var before = await File.ReadAllTextAsync(Path.Combine(run.Folder, "result.json"), TestContext.Current.CancellationToken);
        var (code, output) = await FakeRuns.CheckAsync(run.Folder);
        Assert.Equal(0, code);
        Assert.Contains("PASSED", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(run.Folder, "result.json"), TestContext.Current.CancellationToken));
        using var result = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(run.Folder, "result.json"), TestContext.Current.CancellationToken));
        var accounting = result.RootElement.GetProperty("promises")[0].GetProperty("accounting");
        long Of(string name) => accounting.GetProperty(name).GetInt64();
        Assert.Equal(Of("attempted"), Of("acknowledged") + Of("refused") + Of("applied") + Of("absent"));
        Assert.Equal(0, Of("open"));
        var generator = result.RootElement.GetProperty("generator");
        Assert.True(generator.GetProperty("calibration").GetProperty("latenessP99").GetDouble() > 0);
        Assert.True(generator.GetProperty("health").GetProperty("slices").GetInt32() >= 3);
        Assert.Contains(generator.GetProperty("times").GetString()!, run.Output, StringComparison.Ordinal);
        Assert.All(result.RootElement.GetProperty("reconciliation").EnumerateArray(), pair =>
            Assert.NotEqual(JsonValueKind.False, pair.GetProperty("agrees").ValueKind));
        Assert.Equal(Path.GetFileName(run.Folder), new DirectoryInfo(Path.Combine(run.Folder, "..", "latest")).LinkTarget);
    }

    [Theory]
    [InlineData(FakeCounting.InMemory)]
    [InlineData(FakeCounting.GetThenSet)]
    [InlineData(FakeCounting.KeysInMemory)]
    public async Task A_system_that_counts_wrongly_fails_with_the_operations_that_prove_it(object counting)
    {
        await using var system = await FakeSystem.StartAsync((FakeCounting)counting);
        var run = await system.RunAsync(Visits);
        Assert.True(run.Code == 1, run.Output);
        Assert.Contains("Visits: BROKEN", run.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED: Visits broken: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await FakeRuns.CheckAsync(run.Folder)).Code);
    }

    [Theory]
    [InlineData(FakeCounting.Correct, 3)]
    [InlineData(FakeCounting.InMemory, 1)]
    public async Task A_run_that_cannot_go_on_is_invalid_unless_its_record_shows_a_broken_promise(object counting, int expected)
    {
        await using var system = await FakeSystem.StartStuckAsync((FakeCounting)counting);
        var run = await system.RunAsync(Visits);
        Assert.True(run.Code == expected, run.Output);
        Assert.Equal(expected, (await FakeRuns.CheckAsync(run.Folder)).Code);
    }

    [Fact]
    public async Task A_store_whose_settings_may_lose_writes_is_not_proven_durable()
    {
        await using var system = await FakeSystem.StartRelaxedAsync();
        var run = await system.RunAsync(Visits);
        Assert.True(run.Code == 2, run.Output);
        Assert.Contains("appendfsync everysec", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_replica_cannot_prove_anything_about_replicas()
    {
        await using var system = await FakeSystem.StartAsync(replicas: 1);
        var run = await system.RunAsync(Visits);
        Assert.True(run.Code == 2, run.Output);
        Assert.Contains("hops between replicas: 0 of at least", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_cut_at_any_byte_is_judged_or_refused_but_never_passed()
    {
        await using var system = await FakeSystem.StartAsync();
        var run = await system.RunAsync(Visits);
        var history = Path.Combine(run.Folder, "history.bin");
        var whole = await File.ReadAllBytesAsync(history, TestContext.Current.CancellationToken);
        foreach (var length in new[] { 0, 1, 63, 64, 65, 128, whole.Length / 2, (whole.Length / 2) + 1, whole.Length - (37 * 64) })
        {
            await File.WriteAllBytesAsync(history, whole[..length], TestContext.Current.CancellationToken);
            var (code, output) = await FakeRuns.CheckAsync(run.Folder);
            Assert.True(code == (length < 64 ? 64 : 3), $"{length} bytes: {code} {output}");
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_record_that_lacks_a_line_or_has_another_plan_is_never_passed_and_one_of_before_there_were_ends_says_what_it_is()
    {
        await using var system = await FakeSystem.StartAsync();
        var run = await system.RunAsync(Visits);
        var events = Path.Combine(run.Folder, "faults.jsonl");
        var whole = await File.ReadAllLinesAsync(events, TestContext.Current.CancellationToken);

        await IsCutAsync([.. whole[..^1]], "the record has no end");
        await IsCutAsync([.. whole[..^2], whole[^1]], "faults.jsonl is not whole");
        await IsCutAsync([whole[0], .. whole[2..]], "faults.jsonl is not whole");
        await File.WriteAllLinesAsync(
            events, [whole[0].Replace(",\"state\":\"sealed\"", "", StringComparison.Ordinal), .. whole[1..^1]],
            TestContext.Current.CancellationToken);
        var (code, output) = await FakeRuns.CheckAsync(run.Folder);
        Assert.Equal(0, code);
        Assert.Contains("nobody can know whether they are all", output, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(events, whole, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Path.Combine(run.Folder, "plan.json"), " ", TestContext.Current.CancellationToken);
        await IsCutAsync(whole, "plan.json is not the run's");

        async Task IsCutAsync(string[] lines, string reason)
        {
            await File.WriteAllLinesAsync(events, lines, TestContext.Current.CancellationToken);
            var (exit, said) = await FakeRuns.CheckAsync(run.Folder);
            Assert.Equal(3, exit);
            Assert.Contains(reason, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_AppHost_that_does_not_answer_makes_the_run_invalid()
    {
        string addressFile;
        await using (var system = await FakeSystem.StartAsync())
        {
            addressFile = system.AddressFile;
            var copy = Directory.CreateTempSubdirectory("address-");
            File.Copy(addressFile, addressFile = Path.Combine(copy.FullName, "gone.json"));
        }

        using StringWriter output = new(), error = new();
        var folder = Directory.CreateTempSubdirectory("runs-").FullName;
        var code = await LoadTestsCommand.RunAsync(
            ["run", "visits", "--attach", addressFile, "--output", folder], output, error, TestContext.Current.CancellationToken);
        Assert.Equal(3, code);
        Assert.Contains("control endpoint", error.ToString(), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
        Directory.Delete(Path.GetDirectoryName(addressFile)!, recursive: true);
    }
}
