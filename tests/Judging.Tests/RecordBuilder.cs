using System.Text.Json;
using AspireStateless.Control.Evidence;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Tests;

/// <summary>Writes the record of a run by hand, with names where the history has their numbers. Times are nanoseconds.</summary>
internal sealed class RecordBuilder
{
    public const long Second = 1_000_000_000;
    public const string A = "api-a/1/1";
    public const string B = "api-b/2/2";
    private readonly List<string> _texts = [""];
    private readonly List<Attempt> _attempts = [];
    private readonly List<RunEvent> _events = [];

    /// <summary>An answered attempt of client 1.</summary>
    /// <param name="with">Changes it: what was asked for and answered, or that it was not answered.</param>
    public RecordBuilder Add(
        OperationKind kind, string subject, long start, long end, Func<Attempt, Attempt>? with = null, string actor = "",
        string replica = A)
    {
        var attempt = new Attempt
        {
            Id = _attempts.Count,
            Kind = kind,
            Outcome = Outcome.Ok,
            Status = 200,
            Number = 1,
            Client = 1,
            Subject = Text(subject),
            Actor = Text(actor),
            Target = Text(replica),
            Replica = Text(replica),
            Start = start,
            End = end,
        };
        _attempts.Add(with is null ? attempt : with(attempt));
        return this;
    }

    /// <summary>
    /// A fault that is confirmed: asked for at one time, seen a millisecond later unless it took longer, cured at another, and over at once.
    /// </summary>
    public RecordBuilder Fault(
        string kind, string resource, long from, long to, string instance = "", int pid = 1, long took = Second / 1000, int exitCode = 0)
    {
        var id = $"f{_events.Count}";
        var signal = FaultTraits.Signal(kind);
        var evidence = new FaultEvidence(
            pid, pid, signal, ProcessGone: true, State: null, exitCode, from + took)
        { ProcessState = "T", Role = "slave", Code = "28000", Records = 1 };
        var start = new CureEvidence(pid + 100, pid + 100, DirectUrl: null, to)
        {
            Effect = new FaultEffect { Role = "master", Records = 1 },
        };
        var fault = new RunEvent(RunEventType.Fault, from)
        {
            Id = id,
            AskedAt = from,
            Kind = kind,
            Resource = resource,
            Instance = instance.Length == 0 ? resource : instance,
            Details = JsonSerializer.SerializeToElement(evidence, JsonSerializerOptions.Web),
        };
        return Happened(fault)
            .Happened(
                fault with
                {
                    Type = RunEventType.Cure,
                    AskedAt = to,
                    At = to,
                    Details = JsonSerializer.SerializeToElement(
                start, JsonSerializerOptions.Web)
                })
            .Happened(fault with { Type = RunEventType.Recovered, AskedAt = null, At = to, Details = null });
    }

    /// <summary>The service told these options.</summary>
    public RecordBuilder Options(double lifetime = 0, double cap = 0, double period = 0, double lease = 0) => Happened(new(
        RunEventType.Options, 0)
    {
        Details = JsonSerializer.SerializeToElement(
            ServiceOptions.Unknown with
            {
                SessionLifetime = TimeSpan.FromSeconds(lifetime),
                SessionCap = TimeSpan.FromSeconds(cap),
                JobPeriod = TimeSpan.FromSeconds(period),
                JobLease = TimeSpan.FromSeconds(lease),
            },
            JsonSerializerOptions.Web),
    });

    /// <summary>Nothing of the run could take effect any more when the final reads were made.</summary>
    public RecordBuilder Quiesced() => Happened(new(RunEventType.Quiesced, 0));

    public RecordBuilder Happened(RunEvent line)
    {
        _events.Add(line);
        return this;
    }

    public int Text(string text)
    {
        if (!_texts.Contains(text))
        {
            _texts.Add(text);
        }

        return _texts.IndexOf(text);
    }

    public RunRecord Build() => AttemptBuilder.Record(
        new History("testrun1", seed: 1, startedAt: 0, [.. _attempts], [.. _texts]), [.. _events]);

    /// <summary>The rules that a checker finds broken.</summary>
    public IEnumerable<string> Broken(PromiseChecker checker)
    {
        var report = checker.JudgeSafely(Build());
        Assert.Null(report.Error);
        return report.Violations.Select(violation => violation.Rule);
    }

    public long Count(PromiseChecker checker, Evidence kind) =>
        checker.Judge(Build()).Evidence.FirstOrDefault(count => count.Kind == kind)?.Count ?? 0;

    /// <summary>Whether all violations that a checker injects are found in this record, which is right; and how many those are.</summary>
    public int Injected(PromiseChecker checker)
    {
        Assert.Empty(Broken(checker));
        var test = SelfTest.Run([checker], Build());
        Assert.Empty(test.Missed);
        return test.Injected;
    }

    public static Attempt Lost(Attempt attempt) =>
        attempt with { Outcome = Outcome.Unknown, Status = 0, Replica = 0, Value = 0, Version = 0, Detail = 0, Extra = 0 };

    public static Attempt Refused(Attempt attempt, ushort status) =>
        Lost(attempt) with { Outcome = Outcome.Failed, Status = status, Replica = attempt.Target };

    public static Attempt ByHarness(Attempt attempt) => attempt with { Client = Attempt.Harness };
}
