using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Reports;

/// <summary>
/// Everything that is reported of a run: <c>result.json</c> is this record, and every other report is made from it. It is computed from the
/// run's record alone, so that <c>check</c> says what <c>run</c> said. Times are in milliseconds.
/// </summary>
internal sealed record RunReport
{
    /// <summary>
    /// Of version 2 are the checks, the timeline, and everything that is shown on the page beside the verdict; of version 3 the gate;
    /// of version 4 the calibration and health of the generator, and the recoveries of the gate.
    /// </summary>
    public const int CurrentSchema = 4;

    public int Schema { get; init; } = CurrentSchema;
    public required string Run { get; init; }
    public required string Scenario { get; init; }
    public required ulong Seed { get; init; }
    public required string PlanHash { get; init; }

    /// <summary>The command that does the same again; null where the record does not tell.</summary>
    public string? Command { get; init; }
    public required int ExitCode { get; init; }

    /// <summary>The verdict, with the single worst reason.</summary>
    public required string Verdict { get; init; }

    /// <summary>How sure that is.</summary>
    public required string Certainty { get; init; }
    public required string Next { get; init; }

    /// <summary>What makes the run invalid, worst first.</summary>
    public required IReadOnlyList<string> Objections { get; init; }
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];
    public required IReadOnlyList<PromiseResult> Promises { get; init; }
    public required IReadOnlyList<FaultResult> Faults { get; init; }

    /// <summary>Null where the plan has no faults.</summary>
    public required PairsResult? Pairs { get; init; }
    public required SelfTest SelfTest { get; init; }

    /// <summary>Null where the run ended before it was measured.</summary>
    public required TrafficResult? Traffic { get; init; }
    public required GeneratorResult Generator { get; init; }

    /// <summary>What the run ran on; null where the record does not tell.</summary>
    public required MachineResult? Machine { get; init; }
    public required IReadOnlyList<CountPair> Reconciliation { get; init; }
    public required IReadOnlyList<KindResult> Kinds { get; init; }
    public required IReadOnlyList<GenerationResult> Generations { get; init; }
    public required IReadOnlyList<LaneResult> Lanes { get; init; }
    public required SpectrumResult Spectrum { get; init; }
    public required TimelineResult Timeline { get; init; }
    public required DetailsResult Details { get; init; }

    /// <summary>Of a comparison of two builds, which has no traffic, promises and faults of a run; null for a run.</summary>
    [JsonConverter(typeof(OwnTypeConverter<IComparison>))]
    public IComparison? Gate { get; init; }

    /// <summary>A report of which the record of a run is no part: everything in it is empty.</summary>
    public static RunReport WithoutTraffic { get; } = new()
    {
        Run = "",
        Scenario = "",
        Seed = 0,
        PlanHash = "",
        ExitCode = (int)Judging.Verdicts.ExitCode.Invalid,
        Verdict = "",
        Certainty = "",
        Next = "",
        Objections = [],
        Promises = [],
        Faults = [],
        Pairs = null,
        SelfTest = new SelfTest(0, []),
        Traffic = null,
        Generator = new GeneratorResult(null, null, null, 0, 0, 0, 0),
        Machine = null,
        Reconciliation = [],
        Kinds = [],
        Generations = [],
        Lanes = [],
        Spectrum = new SpectrumResult(0, [], [], [], []),
        Timeline = TimelineResult.Empty,
        Details = new DetailsResult([], [], [], 0),
    };

    public static RunReport Of(RecordedRun run, Judgement judgement)
    {
        var clock = new RunClock(run);
        var operations = ClientOperation.Of(run.History);
        var timeline = TimelineBuckets.Of(run, clock, operations);
        var measured = run.Faults.Events.FirstOrDefault(line => line.Type == RunEventType.Measured)?.Details?.Deserialize<MeasuredRun>(
            ReportJson.Format);
        List<PromiseResult> promises = [.. judgement.Promises.Select(promise => PromiseResult.Of(promise, run.History))];
        var faults = FaultResult.Of(run, clock, operations);
        var report = new RunReport
        {
            Run = run.History.RunId,
            Scenario = run.Plan.Scenario,
            Seed = run.Plan.Seed,
            PlanHash = run.PlanHash,
            Command = run.Faults.Events.FirstOrDefault(line => line.Type == RunEventType.Began)?.Note is { } note ? OneLine.Of(note) : null,
            ExitCode = (int)judgement.ExitCode,
            Verdict = OneLine.Of(judgement.Sentence),
            Certainty = Reports.Certainty.Of(run, promises, faults, judgement.SelfTest),
            Next = Advice.After(judgement),
            Objections = [.. judgement.Invalid.Select(OneLine.Of)],
            Promises = promises,
            Faults = faults,
            Pairs = PairsResult.Of(run.Faults, run.Plan.Faults),
            SelfTest = judgement.SelfTest,
            Traffic = measured?.Traffic,
            Machine = measured?.Machine,
            Generator = GeneratorResult.Of(run, clock, operations, timeline).With(measured),
            Reconciliation = Series.Reconciliation.Of(run, operations, timeline),
            Kinds = KindResult.Of(operations),
            Generations = GenerationResult.Of(run, clock),
            Lanes = LaneResult.Of(run, clock),
            Spectrum = SpectrumResult.Of(operations),
            Timeline = timeline,
            Details = DetailsResult.Of(
                run, judgement.Promises.SelectMany(promise => promise.Violations.Take(PromiseResult.MostViolations))
                .SelectMany(violation => Witness.Requests(run.History, violation))),
        };
        return report with { Checks = Reports.Checks.Of(report, run) };
    }
}

/// <summary>What only the run itself could measure, as its record keeps it.</summary>
/// <param name="Calibration">Of the generator before the run; null where it was left out.</param>
/// <param name="Health">Of the generator during the traffic; null in records of earlier versions.</param>
internal sealed record MeasuredRun(
    TrafficResult Traffic, MachineResult Machine, CalibrationResult? Calibration = null, GeneratorHealth? Health = null);

/// <param name="Needed">0 where the scenario does not ask for it.</param>
internal sealed record EvidenceResult(string Name, long Count, long Needed);
