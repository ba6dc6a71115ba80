using System.CommandLine;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Shrinking;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>shrink &lt;run folder&gt;</c>: finds the few faults of a failed run that it takes to fail.</summary>
internal static class ShrinkVerb
{
    private const int MostTries = 100;
    private static readonly Argument<string> Folder = new("run folder") { Description = "The folder of a run that failed." };
    private static readonly Option<TimeSpan?> Budget = CommandOption.Of<TimeSpan?>(
        "--budget", "No run is begun after this time; 10m unless given.", RunArguments.Duration);
    private static readonly Option<int> Tries = CommandOption.Of("--tries", "How often a plan is run at most.", 3);
    private static readonly Option<int> Needed = CommandOption.Of("--needed", "How many of them have to fail.", 2);

    public static Command Create(TextWriter output)
    {
        var command = new Command(
            "shrink", "Reduce the faults of a failed run to those that it takes to fail.") { Folder, Budget, Tries, Needed };
        command.SetAction((parsed, cancellationToken) => ShrinkAsync(parsed, output, cancellationToken));
        return command;
    }

    private static async Task<int> ShrinkAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        var verdict = Verdict(parsed.GetValue(Needed), parsed.GetValue(Tries));
        var folder = Path.GetFullPath(parsed.GetValue(Folder)!);
        var failed = FailedRun.Read(folder);
        var replay = new Replay(failed, Path.Combine(folder, "shrunk"));
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(parsed.GetValue(Budget) ?? TimeSpan.FromMinutes(10));
        GeneratorRuntime.Prepare();
        await output.WriteLineAsync($"{failed.Promise} is broken with {failed.Plan.Faults.Count} faults");
        if (await FailsAsync(failed.Plan.Faults) is not true)
        {
            await output.WriteLineAsync("NOT PROVEN: the whole plan did not fail again often enough, or there was no time for it.");
            await output.WriteLineAsync("Next: ask for less with --needed 1, or for more --tries or --budget.");
            return (int)ExitCode.NotProven;
        }

        var shrunk = await new DeltaDebugging<PlannedFault>(FailsAsync).MinimizeAsync(failed.Plan.Faults);
        await ReportAsync(failed, replay, shrunk, output);
        return (int)ExitCode.Passed;

        async Task<bool?> FailsAsync(IReadOnlyList<PlannedFault> faults)
        {
            var fails = await verdict.FailsAsync(
                async () => MonotonicClock.Now < until ? await replay.FailsAsync(faults, cancellationToken) : null);
            var what = fails switch
            {
                true => "fails",
                false => "does not fail",
                _ => "no time left",
            };
            await output.WriteLineAsync($"  {faults.Count,3} faults: {what}");
            return fails;
        }
    }

    private static async Task ReportAsync(FailedRun failed, Replay replay, Shrunk<PlannedFault> shrunk, TextWriter output)
    {
        var plan = replay.Write(shrunk.Items, "plan.json");
        var command = failed.With(plan).Command;
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(plan.Path)!, "command.txt"), command + "\n");
        await output.WriteLineAsync(
            $"{failed.Plan.Faults.Count} faults became {shrunk.Items.Count} in {shrunk.Probes} probes; "
            + (shrunk.IsMinimal ? "without any one of them it does not fail" : "there was no time to find out whether fewer do"));
        foreach (var fault in shrunk.Items)
        {
            await output.WriteLineAsync($"  at {fault.At / 1e9:F1} s: {fault}, for {fault.Lasts / 1e9:F1} s");
        }

        await output.WriteLineAsync($"Replay: {command}");
    }

    private static RepeatedVerdict Verdict(int needed, int tries) => needed >= 1 && tries >= needed && tries <= MostTries
        ? new RepeatedVerdict(needed, tries)
        : throw new BadInputException(
            $"{needed} of {tries} runs cannot fail.", $"Choose --needed from 1 on, and --tries from that to {MostTries}.");
}
