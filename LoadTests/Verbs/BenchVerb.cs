using System.CommandLine;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Performance.Benches;

namespace AspireStateless.LoadTests.Verbs;

/// <summary>
/// <c>bench</c>: the table of the project's performance, and the harness's own limits beside what it measured on this machine.
/// </summary>
internal static class BenchVerb
{
    public static Command Create(TextWriter output)
    {
        var checkers = new Command("checkers", "Speed of the checker that has most to judge.");
        checkers.SetAction(_ => Print(output, [.. CheckerBench.Measure()]));
        var history = new Command("history", "Cost of recording one operation.");
        history.SetAction(_ => Print(output, HistoryBench.Measure()));
        var command = new Command("bench", "Performance as ratios of one run; with a further word, the harness itself against its limits.")
        {
            checkers,
            history,
            EngineBenchVerb.Create(output),
            EngineBenchVerb.Target(output),
            EngineBenchVerb.Arm(output),
        };
        TableBenchVerb.AddTo(command, output);
        return command;
    }

    private static int Print(TextWriter output, IReadOnlyList<BenchLine> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }

        if (lines.All(line => line.Holds))
        {
            return (int)ExitCode.Passed;
        }

        output.WriteLine("Next: run it as a Release build on an idle machine.");
        return (int)ExitCode.Failed;
    }
}
