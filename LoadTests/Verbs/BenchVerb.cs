using System.CommandLine;
using AspireStateless.LoadTests.Benches;
using AspireStateless.LoadTests.Gates;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>bench</c>: prints the harness's own limits beside what it measured on this machine.</summary>
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

    public static Command Create(TextWriter output)
    {
        var checkers = new Command("checkers", "Speed of the checkers, and their agreement with brute force.") { Histories, Large };
        checkers.SetAction(parsed => Print(output, [
            .. CheckerBench.Measure(),
            .. TrialBench.Measure(parsed.GetValue(Large)),
            CheckerBench.Agreement(parsed.GetValue(Histories)),
            .. TrialBench.Agreement(parsed.GetValue(Histories)),
        ]));
        var history = new Command("history", "Cost of recording one operation.");
        history.SetAction(_ => Print(output, HistoryBench.Measure()));
        return new Command("bench", "Measure the harness itself.") { checkers, history };
    }

    private static int Print(TextWriter output, IReadOnlyList<BenchLine> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine($"{line.What,-64} {line.Measured,-26} limit {line.Limit,-12} {(line.Holds ? "holds" : "EXCEEDED")}");
        }

        if (lines.All(line => line.Holds))
        {
            return (int)ExitCode.Passed;
        }

        output.WriteLine("Next: run it as a Release build on an idle machine; a disagreement with brute force is a bug of the checker.");
        return (int)ExitCode.Failed;
    }
}
