namespace AspireStateless.LoadTests.Histories;

/// <summary>One request as the client saw it. Ticks are nanoseconds of <see cref="MonotonicClock"/>.</summary>
internal readonly record struct Attempt
{
    /// <summary>The end of an attempt that has none: its effect may still land after everything recorded.</summary>
    public const long Open = long.MaxValue;

    public long Id { get; init; }
    public OperationKind Kind { get; init; }
    public Outcome Outcome { get; init; }
    public ushort Status { get; init; }
    public ushort Number { get; init; }
    public int Client { get; init; }
    public long Key { get; init; }

    /// <summary>Number of the text that says what was operated on.</summary>
    public int Subject { get; init; }

    /// <summary>Number of the text that names the generation it was sent to.</summary>
    public int Target { get; init; }

    /// <summary>Number of the text that names the generation that answered; 0 where none did.</summary>
    public int Replica { get; init; }
    public long Due { get; init; }
    public long Start { get; init; }

    /// <summary>When the client stopped waiting, answered or not; <see cref="Open"/> where the record was cut before that.</summary>
    public long End { get; init; }
    public long Value { get; init; }
}
