using System.Text.Json;
using AspireStateless.Control.Evidence;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;

namespace AspireStateless.LoadTests.Performance.Benches.Judges;

/// <summary>
/// The record of a run that never was, against a service that did one thing after another: requests overlap, and each takes effect before
/// the next one does.
/// </summary>
internal sealed class SimulatedRun
{
    private const int Clients = 64;
    private const int Replicas = 3;

    // Nanoseconds from one start to the next; as many as in the other are under way at a time, or twice as many.
    private const int Apart = 100;
    private const int Answered = 10 * Apart;
    private readonly List<Attempt> _attempts = [];
    private readonly List<string> _texts = ["", .. Enumerable.Range(1, Replicas).Select(n => GenerationName.Of($"api-{n}", n, n))];
    private readonly List<RunEvent> _events = [new(RunEventType.Quiesced, 0)];
    private long _now;

    public RandomStream Random { get; } = new(1);

    public int Count => _attempts.Count;

    public RunRecord Record => new([], ReplacesWriters: false, RestsOnTimes: false, History, FaultRecord.Of(_events));

    private History History => new("benchrun", seed: 1, startedAt: 0, [.. _attempts], [.. _texts]);

    /// <returns>Their numbers.</returns>
    public int[] Names(int count, Func<int, string> of)
    {
        int[] numbers = [.. Enumerable.Range(_texts.Count, count)];
        _texts.AddRange(Enumerable.Range(0, count).Select(of));
        return numbers;
    }

    /// <summary>A request that was answered in time, if it was.</summary>
    /// <returns>What was recorded of it.</returns>
    public Attempt Add(
        OperationKind kind, int subject, int actor = 0, long key = 0, long argument = 0, long value = 0, long version = 0, long detail = 0,
        long extra = 0, Outcome outcome = Outcome.Ok, ushort status = 200, bool byHarness = false)
    {
        _now += Apart;
        _attempts.Add(new Attempt
        {
            Id = Count,
            Kind = kind,
            Outcome = outcome,
            Status = status,
            Number = 1,
            Client = byHarness ? Attempt.Harness : Count % Clients,
            Key = key,
            Subject = subject,
            Actor = actor,
            Target = 1 + (Count % Replicas),
            Replica = 1 + (Count % Replicas),
            Start = _now,
            End = _now + Answered + Random.Next(Answered),
            Argument = argument,
            Value = value,
            Version = version,
            Detail = detail,
            Extra = extra,
        });
        return _attempts[^1];
    }

    /// <summary>Nothing is sent for a while.</summary>
    public void Wait(TimeSpan time) => _now += MonotonicClock.Nanoseconds(time);

    /// <summary>How long sessions live.</summary>
    public void Promise(TimeSpan lifetime, TimeSpan cap) => Happened(
        new(RunEventType.Options, 0), ServiceOptions.Unknown with { SessionLifetime = lifetime, SessionCap = cap });

    /// <summary>A store is killed, and started again at once.</summary>
    public void Kill(string store)
    {
        var fault = new RunEvent(RunEventType.Fault, _now) { Id = store, Kind = FaultKinds.Kill, Resource = store, Instance = store };
        Happened(fault, new FaultEvidence(1, 1, "SIGKILL", ProcessGone: true, State: null, ExitCode: null, _now));
        Happened(fault with { Type = RunEventType.Cure }, new CureEvidence(2, 2, DirectUrl: null, _now));
    }

    private void Happened(RunEvent line, object details) =>
        _events.Add(line with { Details = JsonSerializer.SerializeToElement(details, JsonSerializerOptions.Web) });
}
