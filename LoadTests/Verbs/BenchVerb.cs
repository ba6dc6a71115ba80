using System.CommandLine;
using AspireStateless.LoadTests.Benches;
using AspireStateless.LoadTests.Gates;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>bench</c>: the table of the project's performance, and the harness's own limits beside what it measured on this machine.</summary>
internal static class BenchVerb
{
    private static readonly Option<int> Histories = new("--histories")
    {
        Description = "How many random small histories the checker and brute force judge.",
        DefaultValueFactory = _ => 1_000_000,
    };

    private static readonly Option<bool> Large = new("--large")
    {
        Description = "Measure with ten million operations too.",
    };

    private static readonly Option<string> Only = new("--only")
    {
        Description = "A part of the name of the checkers that are meant; without it, all.",
        DefaultValueFactory = _ => "",
    };

    public static Command Create(TextWriter output)
    {
        var checkers = new Command("checkers", "Speed of the checkers, and their agreement with brute force.") { Histories, Large, Only };
        checkers.SetAction(parsed =>
            Print(output, [.. Checkers(parsed.GetValue(Only)!, parsed.GetValue(Histories), parsed.GetValue(Large))]));
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

    private static IEnumerable<BenchLine> Checkers(string only, int histories, bool large)
    {
        bool counter = CheckerBench.Name.Contains(only, StringComparison.Ordinal);
        return
        [
            .. counter ? CheckerBench.Measure() : [],
            .. TrialBench.Measure(only, large),
            .. counter ? [CheckerBench.Agreement(histories)] : Array.Empty<BenchLine>(),
            .. TrialBench.Agreement(only, histories),
        ];
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

        output.WriteLine("Next: run it as a Release build on an idle machine; a disagreement with brute force is a bug of the checker.");
        return (int)ExitCode.Failed;
    }
}
