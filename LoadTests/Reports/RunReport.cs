using AspireStateless.LoadTests.Checkers;
using AspireStateless.LoadTests.Gates;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Scenarios;

namespace AspireStateless.LoadTests.Reports;

/// <summary>
/// Everything that is reported of a run: <c>result.json</c> is this record, and every other report is made from it. Times are in
/// milliseconds.
/// </summary>
internal sealed record RunReport
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;
    public required string Run { get; init; }
    public required string Scenario { get; init; }
    public required ulong Seed { get; init; }
    public required string PlanHash { get; init; }

    /// <summary>The command that does the same again; null where only the record is known.</summary>
    public string? Command { get; init; }
    public required int ExitCode { get; init; }

    /// <summary>The verdict, with the single worst reason.</summary>
    public required string Verdict { get; init; }
    public required string Next { get; init; }
    public required IReadOnlyList<PromiseResult> Promises { get; init; }
    public required IReadOnlyList<FaultResult> Faults { get; init; }
    public required SelfTest SelfTest { get; init; }

    /// <summary>Null where the run was judged again from its record.</summary>
    public TrafficResult? Traffic { get; init; }

    /// <summary>Whether what took the times was built for speed; safety verdicts do not depend on it.</summary>
    public bool DebugBuild { get; init; } = IsDebugBuild;

    private static bool IsDebugBuild { get; } = typeof(RunReport).Assembly
        .GetCustomAttributes(typeof(System.Diagnostics.DebuggableAttribute), inherit: false)
        .Cast<System.Diagnostics.DebuggableAttribute>()
        .Any(attribute => attribute.IsJITOptimizerDisabled);

    public static RunReport Of(RunRecord run, Judgement judgement, Measurements? measured, string? command) => new()
    {
        Run = run.History.RunId,
        Scenario = run.Plan.Scenario,
        Seed = run.Plan.Seed,
        PlanHash = run.PlanHash,
        Command = command,
        ExitCode = (int)judgement.ExitCode,
        Verdict = judgement.Sentence,
        Next = Advice.After(judgement),
        Promises = [.. judgement.Promises.Select(promise => PromiseResult.Of(promise, run.History))],
        Faults = FaultResult.Of(run),
        SelfTest = judgement.SelfTest,
        Traffic = measured is null ? null : TrafficResult.Of(run.Plan, measured),
    };
}

/// <param name="Needed">0 where the scenario does not ask for it.</param>
internal sealed record EvidenceResult(string Name, long Count, long Needed);

/// <param name="Timeline">The operations that prove it, drawn.</param>
internal sealed record ViolationResult(string Rule, string Timeline);
