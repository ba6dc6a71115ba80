using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Gates;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Performance.Gates.SelfTests;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>gate</c>: is the working tree slower than a commit, and does a request cost more than its budget?</summary>
internal static class GateVerb
{
    private const int LeastPairs = 2;
    private const int MostPairs = 40;
    private const int MostRecoveries = 10;
    private const int MostSeed = 100_000;
    private const int BudgetLives = 3;
    private static readonly Option<string?> Baseline = CommandOption.Of<string?>(
        "--baseline", "The commit to compare the working tree with, such as HEAD~1 or origin/main.");
    private static readonly Option<int?> Pairs = CommandOption.Of<int?>(
        "--pairs",
        "Pairs of fresh processes: 10 unless given, and fewer than 8 decide nothing; 0 with --chaos leaves times out; of --self-test those of"
            + " a build with itself, 20 unless given, and 0 to count costs alone.");
    private static readonly Option<int?> Chaos = new("--chaos")
    {
        Description =
            "Also do the same faults to both builds and compare recoveries and error budgets: 2 pairs of runs unless given, and fewer decide"
                + " nothing; 5 minutes more.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> More = CommandOption.Of<bool>(
        "--more", "Measure as many pairs again, once, where the first ones decide nothing.");
    private static readonly Option<ulong?> Seed = CommandOption.Of<ulong?>(
        "--seed", "Drives arrivals, order and places; drawn unless given.");
    private static readonly Option<string?> Bug = CommandOption.Of<string?>(
        "--bug", "Give the candidate a slowdown or a planted bug, by name; such a gate must fail.");
    private static readonly Option<bool> WriteBudget = CommandOption.Of<bool>(
        "--write-budget", "Count what requests cost now and write that as the budget; compares nothing.");
    private static readonly Option<bool> SelfTest = CommandOption.Of<bool>(
        "--self-test", "Measure how often the gate itself is wrong, with slowdowns made on purpose; takes 40 minutes.");
    private static readonly Option<bool> Json = CommandOption.Json("result");
    private static readonly Option<string> Output = CommandOption.Output();

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("gate", "Compare the working tree with a commit: what requests cost, and how long they take.")
        {
            Baseline,
            Pairs,
            More,
            Chaos,
            Seed,
            Bug,
            WriteBudget,
            SelfTest,
            Json,
            Output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var lines = parsed.GetValue(Json) ? error : output;
        RequireOneMeaning(parsed);
        GeneratorRuntime.Prepare();
        var seed = parsed.GetValue(Seed) ?? (ulong)RandomNumberGenerator.GetInt32(1, MostSeed);
        var runs = Path.GetFullPath(parsed.GetValue(Output)!);
        if (parsed.GetValue(WriteBudget))
        {
            return await WriteBudgetAsync(RunFolder.Create(runs, "budget", seed, TimeProvider.System), lines, cancellationToken);
        }

        if (parsed.GetValue(SelfTest))
        {
            var asked = parsed.GetValue(Pairs) ?? GateSelfTest.UsualPairs;
            var own = asked == 0 ? 0 : InRange(asked);
            return (int)await new GateSelfTest(own, seed, lines).RunAsync(runs, cancellationToken);
        }

        var options = Options(parsed, seed, runs);
        // Before anything is made: a commit that is not there leaves no folder.
        await CommitBuild.ResolveAsync(options.Baseline, cancellationToken);
        var folder = RunFolder.Create(runs, "gate", seed, TimeProvider.System);
        await lines.WriteLineAsync(options.Command);
        var result = await new GateRun(options, folder, lines.WriteLine).RunAsync(cancellationToken);
        var report = GateReport.Of(result, options);
        ReportFiles.Write(report, folder);
        GateText.Write(result, report, lines, folder.Root);
        if (parsed.GetValue(Json))
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(report, ReportJson.Format));
        }

        return report.ExitCode;
    }

    /// <exception cref="BadInputException">It asks for two things at once.</exception>
    private static void RequireOneMeaning(ParseResult parsed)
    {
        (var selfTest, var budget) = (parsed.GetValue(SelfTest), parsed.GetValue(WriteBudget));
        if (selfTest && budget)
        {
            throw new BadInputException("--self-test and --write-budget are two commands.", "Give one, then the other.");
        }

        if ((selfTest || budget)
            && (parsed.GetValue(Baseline) ?? parsed.GetValue(Bug) ?? (Recoveries(parsed) > 0 ? "--chaos" : null)) is { } other)
        {
            throw new BadInputException(
                $"--self-test and --write-budget compare nothing with {other}.", "Leave out --baseline, --bug and --chaos.");
        }
    }

    private static int InRange(int pairs) => pairs is >= LeastPairs and <= MostPairs
        ? pairs
        : throw new BadInputException(
            $"{pairs} is no number of pairs.", $"Choose {LeastPairs} to {MostPairs}; {GateOptions.UsualPairs} unless there is a reason.");

    /// <summary>0 where no faults were asked for.</summary>
    private static int Recoveries(ParseResult parsed)
    {
        if (parsed.GetResult(Chaos) is not { Implicit: false })
        {
            return 0;
        }

        var pairs = parsed.GetValue(Chaos) ?? GateOptions.UsualRecoveries;
        return pairs is >= 1 and <= MostRecoveries
            ? pairs
            : throw new BadInputException(
                $"{pairs} is no number of pairs of runs.",
                $"Choose 1 to {MostRecoveries}; {GateOptions.UsualRecoveries} unless there is a reason.");
    }

    private static GateOptions Options(ParseResult parsed, ulong seed, string runs) => new()
    {
        Baseline = parsed.GetValue(Baseline)
            ?? throw new BadInputException("Nothing was said to compare with.", "Name a commit: gate --baseline HEAD~1."),
        Pairs = parsed.GetValue(Pairs) == 0 && Recoveries(parsed) > 0 ? 0 : InRange(parsed.GetValue(Pairs) ?? GateOptions.UsualPairs),
        Recoveries = Recoveries(parsed),
        More = parsed.GetValue(More),
        Seed = seed,
        Bug = parsed.GetValue(Bug) is { } bug ? Slowdowns.NameOf(bug) : null,
        Output = runs,
    };

    private static async Task<int> WriteBudgetAsync(RunFolder folder, TextWriter lines, CancellationToken cancellationToken)
    {
        await using var slot = await PairedSlot.StartAsync(
            GateSettings.ForCosts(bug: null), [Side.Candidate], folder["apphost-costs.log"], cancellationToken);
        var candidate = new CandidateLives([slot], CountedRequests.All);
        var lives = new List<IReadOnlyList<RequestCost>>();
        for (var life = 0; life < BudgetLives; life++)
        {
            lives.AddRange(await candidate.CountAsync(cancellationToken));
        }

        // The dearest by its bytes: they vary a little from one life of a process to the next, and only more than the budget is wrong.
        List<RequestCost> costs =
            [.. Enumerable.Range(0, lives[0].Count).Select(n => lives.Select(life => life[n]).MaxBy(cost => cost.AllocatedBytes)!)];
        new CostBudget(costs).Write();
        foreach (var cost in costs)
        {
            await lines.WriteLineAsync($"{cost.Request,-42} {cost}");
        }

        await lines.WriteLineAsync($"written to {CostBudget.FilePath}");
        return (int)ExitCode.Passed;
    }
}
