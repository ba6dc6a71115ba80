using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Scenarios;

namespace AspireStateless.LoadTests.Runs;

/// <summary>
/// Shows what stickiness hides: a service that counts in its process passes as long as everything about a page goes to one replica, and
/// fails as soon as it does not.
/// </summary>
internal sealed class StatefulDemo(IRunDisplay display, TextWriter output)
{
    public const string Name = "stateful-demo";
    public const string Summary =
        "a counter kept in the process, through a route that sticks (it passes) and through one that does not (it fails)";
    private const string Bug = "InMemoryCounter";

    /// <returns>Passed when the first run passed and the second failed.</returns>
    public async Task<ExitCode> RunAsync(ulong seed, string folder, CancellationToken cancellationToken)
    {
        var sticky = await RunAsync("sticky", seed, folder, cancellationToken);
        var elsewhere = await RunAsync("visits", seed, folder, cancellationToken);
        await output.WriteLineAsync();
        await output.WriteLineAsync($"sticky         {sticky.Verdict}");
        await output.WriteLineAsync($"anti-affinity  {elsewhere.Verdict}");
        foreach (var violation in elsewhere.Promises.SelectMany(promise => promise.Violations).Take(1))
        {
            await output.WriteLineAsync($"  {violation.Rule}");
            await output.WriteAsync(violation.Timeline);
        }

        var (first, second) = ((ExitCode)sticky.ExitCode, (ExitCode)elsewhere.ExitCode);
        var shown = first == ExitCode.Passed && second == ExitCode.Failed;
        await output.WriteLineAsync(shown
            ? "PASSED: the same counter passes while everything about a page goes to one replica, and fails when it does not"
            : "NOT PROVEN: the two routes did not show what they are there to show. Next: run it again on an idle machine.");
        return shown ? ExitCode.Passed : first == ExitCode.Invalid || second == ExitCode.Invalid ? ExitCode.Invalid : ExitCode.NotProven;
    }

    private async Task<RunReport> RunAsync(string name, ulong seed, string runs, CancellationToken cancellationToken)
    {
        var scenario = ScenarioCatalog.Find(name);
        var options = new RunOptions
        {
            Scenario = scenario,
            Seed = seed,
            Duration = scenario.Duration,
            Rate = scenario.Rate,
            Bug = Bug,
            Calibrates = false,
            UntilBroken = true,
            Output = runs,
        };
        var folder = RunFolder.Create(runs, name, seed, TimeProvider.System);
        display.Say(options.Command);
        var report = await new ScenarioRun(options, display).RunAsync(attached: null, folder, cancellationToken);
        ReportFiles.Write(report, folder);
        return report;
    }
}
