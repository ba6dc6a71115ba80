using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>
/// A report drawn by chance: whatever checkers may say, of whatever a record may hold. Answers of a service may be any text and any number.
/// </summary>
internal sealed class RandomReport
{
    // Subjects and processes of a record.
    private const int Named = 8;
    private static readonly Scenario Scenario = ScenarioCatalog.Find("visits");
    private static readonly Plan Plan =
        Planner.Make(Scenario, 1, TimeSpan.FromSeconds(1), 20, replicas: 3, new UserPool(UserPool.Few));
    private static readonly string[] Texts =
    [
        "", " ", "page", "api-a/1/1", "<b>bold</b> & \"quoted\"", "</script><script>alert(1)</script>", "</details>", "<!-- ]]> -->",
        "\0\u0001\u001b[31mred\u0007", "\ud800 half of a pair", "\ufffe\uffff", "two\r\nlines\u2028three\tcells", "| a | b |", "```",
        "{{title}}", "[red]", "{0}", "${a}", "\u202eback", "😀", new('x', 200_000),
    ];
    private readonly RandomStream _random;
    private readonly long _start;

    private RandomReport(ulong seed)
    {
        _random = RandomStream.Of(seed, "reports");
        _start = Pick(0, PlannedRun.Second, long.MaxValue / 4);
    }

    public static RunReport Draw(ulong seed)
    {
        var random = new RandomReport(seed);
        var run = RecordedRun.Of(Scenario, Plan, new string('0', 64), random.Recorded(), FaultRecord.Of(random.Many(12, random.Event)));
        return RunReport.Of(run, new Judgement
        {
            Promises = random.Many(4, () => random.Promise(run)),
            SelfTest = new SelfTest(random._random.Next(5), random.Many(3, random.Text)),
            Invalid = random.Many(3, random.Text),
        });
    }

    private History Recorded() =>
        new(
            "testrun1",
            seed: 1,
            _start,
            [.. Many(Pick(0, 60), Request).Select((attempt, id) => attempt with { Id = id })],
            ["", .. Enumerable.Range(1, Named).Select(_ => Text())])
        {
            Damaged = _random.Next(2),
            Unclosed = _random.Next(2) == 0,
        };

    private Attempt Request()
    {
        var start = _start + Within(PlannedRun.Second);
        return new Attempt
        {
            Kind = Pick(Enum.GetValues<OperationKind>()),
            Outcome = Pick(Enum.GetValues<Outcome>()),
            Status = Pick<ushort>(0, 200, 404, 429, Attempt.HungUp, 503, ushort.MaxValue),
            Number = Pick<ushort>(0, 1, 2),
            Client = Pick(int.MinValue, Attempt.Harness, 0, 1, int.MaxValue),
            Key = Number(),
            Subject = _random.Next(1 + Named),
            Actor = _random.Next(1 + Named),
            Target = _random.Next(1 + Named),
            Replica = _random.Next(1 + Named),
            Due = Pick(0, start, start - Within(PlannedRun.Millisecond)),
            Start = start,
            End = Pick(Attempt.Open, start, start + Within(PlannedRun.Second)),
            Argument = Number(),
            Value = Number(),
            Version = Number(),
            Detail = Number(),
            Extra = Number(),
            Foreign = _random.Next(1 + Named),
        };
    }

    private RunEvent Event() => new(Pick(Enum.GetValues<RunEventType>()), _start + Within(PlannedRun.Second))
    {
        AskedAt = Pick<long?>(null, _start, long.MaxValue),
        Id = Pick(null, "1", "2"),
        Kind = Pick(null, "kill", Text()),
        Resource = Pick(null, "api", Text()),
        Instance = Pick(null, "api-a", Text()),
        Pid = Pick<int?>(null, 1),
        StartTicks = Pick<long?>(null, 1),
        State = Pick(null, "Running", Text()),
        Note = Pick(null, Text()),
    };

    private PromiseReport Promise(RecordedRun run) => new()
    {
        Name = Pick("Visits", Text()),
        Statement = Text(),
        Verdict = Pick(Enum.GetValues<Verdict>()),
        Violations = Many(Pick(1, 3, 400), () => Violation(run)),
        Evidence = Many(4, () => new EvidenceCount(Pick(Evidence.Hops, Evidence.Ticks), _random.Next(5), _random.Next(5))),
        Accounting = Pick(null, new Accounting(Number(), 0, 0, 0, 0, Number())),
        Claimed = _random.Next(2) == 0,
        Error = Pick(null, Text()),
        NoTimes = Pick(null, Text()),
        Note = Pick(null, Text()),
    };

    private Violation Violation(RecordedRun run) => new(
        Text(),
        Many(Pick(0, 5, 300), () => Pick(-1, int.MaxValue, _random.Next(60), _random.Next(60), _random.Next(60))),
        Many(Pick(0, 2, 40), () => run.Faults.Events.Count == 0 ? Event() : run.Faults.Events[_random.Next(run.Faults.Events.Count)]));

    private string Text() => Pick(Texts);

    /// <summary>As a service may answer it.</summary>
    private long Number() => Pick(0, 1, -1, 7, long.MaxValue, long.MinValue, (long)_random.NextUInt64());

    private long Within(long nanoseconds) => (long)(_random.NextDouble() * nanoseconds);

    private T Pick<T>(params ReadOnlySpan<T> some) => some[_random.Next(some.Length)];

    /// <summary>From none to so many.</summary>
    private T[] Many<T>(int most, Func<T> draw) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => draw())];
}
