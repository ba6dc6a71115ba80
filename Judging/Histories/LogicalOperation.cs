namespace AspireStateless.Judging.Histories;

/// <summary>All attempts with one idempotency key as the one operation that they are meant to be.</summary>
internal record struct LogicalOperation
{
    public OperationKind Kind { get; set; }

    /// <summary>Ok if any attempt was; Failed if every attempt was; otherwise Unknown.</summary>
    public Outcome Outcome { get; set; }
    public int Subject { get; set; }
    public long Key { get; set; }

    /// <summary>Earliest start of an attempt that may have had an effect.</summary>
    public long Start { get; set; }

    /// <summary>Earliest end of an answered attempt; <see cref="Attempt.Open"/> where none was answered.</summary>
    public long End { get; set; }
    public long Value { get; set; }

    /// <summary>The answered attempt that ended first, else the first attempt: an index into the attempts.</summary>
    public int Attempt { get; set; }
}

/// <summary>Two attempts of one operation that were answered differently: it was executed twice.</summary>
internal readonly record struct Conflict(int First, int Second);
