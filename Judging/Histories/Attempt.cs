namespace AspireStateless.Judging.Histories;

/// <summary>One request as the client saw it. Ticks are nanoseconds of <see cref="Control.MonotonicClock"/>.</summary>
internal readonly record struct Attempt
{
    /// <summary>The end of an attempt that has none: its effect may still land after everything recorded.</summary>
    public const long Open = long.MaxValue;

    /// <summary>The client number of what the harness itself asks; clients of the plan count from 0.</summary>
    public const int Harness = -1;

    /// <summary>The status of an attempt whose client hung up on purpose: no answer was waited for.</summary>
    public const ushort HungUp = 499;

    public long Id { get; init; }
    public OperationKind Kind { get; init; }
    public Outcome Outcome { get; init; }
    public ushort Status { get; init; }
    public ushort Number { get; init; }
    public int Client { get; init; }
    public long Key { get; init; }

    /// <summary>Number of the text that says what was operated on.</summary>
    public int Subject { get; init; }

    /// <summary>Number of the text that names the session it was sent under; 0 for none.</summary>
    public int Actor { get; init; }

    /// <summary>Number of the text that names the generation it was sent to.</summary>
    public int Target { get; init; }

    /// <summary>Number of the text that names the generation that answered; 0 where none did.</summary>
    public int Replica { get; init; }
    public long Due { get; init; }
    public long Start { get; init; }

    /// <summary>When the client stopped waiting, answered or not; <see cref="Open"/> where the record was cut before that.</summary>
    public long End { get; init; }

    /// <summary>What was to be written: its meaning depends on the kind.</summary>
    public long Argument { get; init; }

    /// <summary>What was answered; see <see cref="OperationKind"/>.</summary>
    public long Value { get; init; }

    /// <summary>The version that came with the answer; 0 where there is none.</summary>
    public long Version { get; init; }

    /// <summary>A second value of the answer; see <see cref="OperationKind"/>.</summary>
    public long Detail { get; init; }

    /// <summary>A third value of the answer; see <see cref="OperationKind"/>.</summary>
    public long Extra { get; init; }

    /// <summary>Number of the text that the answer held where it should have held the client's own; 0 where all was its own.</summary>
    public int Foreign { get; init; }
}

/// <summary>What a client knows about one attempt. The zero value claims nothing.</summary>
internal enum Outcome : byte
{
    /// <summary>It may have taken effect, may not have, or may still do so.</summary>
    Unknown,

    /// <summary>A complete, well-formed answer came back.</summary>
    Ok,

    /// <summary>It certainly had no effect.</summary>
    Failed,
}
