using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Bugs;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Bugs;

public sealed class BugTrialsTests : IDisposable
{
    private static readonly PlantedBug[] All = [Entries.Counter, Entries.Lifetime];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bugs-");
    private readonly List<string> _run = [];

    private string LogPath => Path.Combine(_folder.FullName, "plan", "results.jsonl");

    [Fact]
    public async Task An_interrupted_score_goes_on_where_it_was()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => CarryOutAsync(
            fresh: false, seeds: 2, (entry, seed) =>
                _run.Count == 3 ? throw new OperationCanceledException() : Entries.Found(entry, seed, "Visits", 1)));
        Assert.Equal(["Counter 1", "Lifetime 1", "Counter 2"], _run);
        _run.Clear();

        var trials = await CarryOutAsync(fresh: false, seeds: 2);
        Assert.Equal(["Lifetime 2"], _run);
        Assert.Equal(4, trials.Count);
    }

    [Fact]
    public async Task A_line_that_was_cut_is_a_trial_still_to_be_done()
    {
        await CarryOutAsync(fresh: false, seeds: 1);
        var text = await File.ReadAllTextAsync(LogPath, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(LogPath, text[..^20], TestContext.Current.CancellationToken);
        _run.Clear();
        await CarryOutAsync(fresh: false, seeds: 1);
        Assert.Equal(["Lifetime 1"], _run);
        _run.Clear();
        Assert.Equal(2, (await CarryOutAsync(fresh: false, seeds: 1)).Count);
        Assert.Empty(_run);
    }

    [Theory]
    [InlineData(true, Entries.Commit)]
    [InlineData(false, "another")]
    public async Task A_fresh_score_and_one_of_another_commit_run_everything(bool fresh, string commit)
    {
        await CarryOutAsync(fresh: false, seeds: 1);
        _run.Clear();
        await CarryOutAsync(fresh, seeds: 1, commit: commit);
        Assert.Equal(2, _run.Count);
    }

    [Fact]
    public async Task An_invalid_run_is_carried_out_once_more()
    {
        var trials = await CarryOutAsync(fresh: false, seeds: 1, (entry, seed) => _run.Count < 1
            ? Entries.NotFound(entry, seed, ExitCode.Invalid)
            : Entries.Found(entry, seed, "Visits", 1));
        Assert.Equal(["Counter 1", "Counter 1", "Lifetime 1"], _run);
        Assert.Equal(2, trials[0].Tries);
        Assert.True(trials[0].IsFound);
    }

    [Fact]
    public async Task A_run_that_was_invalid_twice_is_still_to_be_done()
    {
        await CarryOutAsync(fresh: false, seeds: 1, (entry, seed) => Entries.NotFound(entry, seed, ExitCode.Invalid));
        _run.Clear();
        await CarryOutAsync(fresh: false, seeds: 1);
        Assert.Equal(["Counter 1", "Lifetime 1"], _run);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<IReadOnlyList<BugTrial>> CarryOutAsync(
        bool fresh, int seeds, Func<PlantedBug, ulong, BugTrial>? outcome = null, string commit = Entries.Commit) =>
        new BugTrials(new TrialLog(LogPath, fresh), commit, TextWriter.Null, (entry, seed, _) =>
        {
            var trial = outcome?.Invoke(entry, seed) ?? Entries.Found(entry, seed, "Visits", 1);
            _run.Add($"{entry.Name} {seed}");
            return Task.FromResult(trial);
        }).CarryOutAsync(All, seeds, TestContext.Current.CancellationToken);
}
