using System.Text.Json;

namespace AspireStateless.LoadTests.Faults;

/// <summary>A fault that took effect, with what was observed of it.</summary>
internal sealed record FaultReport(string Id, string Kind, string Target, JsonElement Evidence);

/// <summary>A fault that was undone.</summary>
internal sealed record CureReport(string Id, string Kind, string Target, JsonElement Cure);

/// <summary>What shows that a fault took effect; which of it there is depends on the kind. Of a container no process is known: then only its state tells.</summary>
/// <param name="At">When all of it had been observed, nanoseconds of the monotonic clock: a little after the effect itself.</param>
internal sealed record FaultEvidence(int? Pid, long? StartTicks, string? Signal, bool? ProcessGone, string? State, int? ExitCode, long At)
{
    /// <summary>The state in /proc of a process that was stopped.</summary>
    public string? ProcessState { get; init; }

    /// <summary>How many connections are concerned, or held.</summary>
    public int? Connections { get; init; }
    public int? ConnectionsReset { get; init; }
    public long? BytesHeld { get; init; }

    /// <summary>How many files a store lost.</summary>
    public int? Files { get; init; }

    /// <summary>What its engine says of a container.</summary>
    public ContainerEvidence? Container { get; init; }
    private bool IsFrozen => Container?.State == "paused";

    /// <summary>What it shows of a process or a link that goes on.</summary>
    public IEnumerable<string> Describe()
    {
        if (Pid is { } pid)
        {
            yield return $"pid {pid} {(IsFrozen ? "frozen by its engine" : Signal)}{(ProcessState is null ? "" : $", state {ProcessState}")}";
        }

        if (Connections is { } connections)
        {
            yield return $"{connections} connections";
        }

        if (ConnectionsReset > 0)
        {
            yield return $"{ConnectionsReset} reset";
        }

        if (BytesHeld > 0)
        {
            yield return $"{BytesHeld} bytes held";
        }
    }

    /// <summary>Whether it shows what the kind of fault claims; for a kind that lasts, its <see cref="FaultEffect"/> tells the rest.</summary>
    public bool Confirms(string kind) => At > 0
        && (FaultKinds.Signal(kind) is not { } signal || signal == Signal || (kind == FaultKinds.Pause && IsFrozen))
        && kind switch
        {
            FaultKinds.Pause or FaultKinds.Starve => ProcessState == "T" || IsFrozen,
            FaultKinds.KillBackend => ProcessGone == true,
            FaultKinds.ExhaustPool => Connections > 0,
            FaultKinds.Reset => ConnectionsReset > 0,
            FaultKinds.HoldAnswer => BytesHeld > 0,
            FaultKinds.Wipe => ProcessGone == true && Files > 0,
            _ => !FaultKinds.EndsProcess(kind) || (ProcessGone ?? State is "Finished" or "Exited"),
        };
}

/// <summary>A container as its engine sees it.</summary>
internal sealed record ContainerEvidence(string Id, string State);

/// <summary>What shows that an instance runs again, or that a fault has been taken away.</summary>
internal sealed record ProcessStart(int? Pid, long? StartTicks, string? DirectUrl, long At)
{
    /// <summary>What a fault that lasts has done; null where its evidence says all.</summary>
    public FaultEffect? Effect { get; init; }
}

/// <summary>What a fault has done until its cure; which of it there is depends on the kind.</summary>
internal sealed record FaultEffect
{
    /// <summary>How often a process was stopped.</summary>
    public int? Stops { get; init; }

    /// <summary>How many pieces of a stream were delayed or held.</summary>
    public long? Pieces { get; init; }
    public double? MeanDelayMs { get; init; }
    public long? BytesHeld { get; init; }
    public int? ConnectionsDropped { get; init; }
    public string? FormerHome { get; init; }

    /// <summary>Whether what had been in its home before is gone.</summary>
    public bool Emptied { get; init; }
    public string? Home { get; init; }

    /// <summary>What it shows.</summary>
    public IEnumerable<string> Describe()
    {
        if (Stops is { } stops)
        {
            yield return $"stopped {stops} times";
        }

        if (Pieces is { } pieces)
        {
            yield return MeanDelayMs is { } delay ? $"{pieces} pieces later by {delay:F1} ms" : $"{pieces} pieces held, {BytesHeld} bytes";
        }

        if (ConnectionsDropped is { } dropped)
        {
            yield return $"{dropped} dropped";
        }
    }

    /// <summary>Whether it shows what the kind of fault claims.</summary>
    public static bool Confirms(string kind, FaultEffect? effect) => kind switch
    {
        FaultKinds.Starve => effect?.Stops > 0,
        FaultKinds.Latency => effect is { Pieces: > 0, MeanDelayMs: > 0 },
        FaultKinds.Blackhole => effect?.Pieces > 0,
        FaultKinds.HoldAnswer => effect?.ConnectionsDropped > 0,
        FaultKinds.Replace => effect is not null && (effect.Home is null || effect.Home != effect.FormerHome || effect.Emptied),
        _ => true,
    };
}
