namespace AspireStateless.Judging.Promises;

/// <summary>What a promise of a workload file is judged by.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Place">Its place in the file, from 0: the kinds of its operations, see <see cref="ServiceKinds"/>.</param>
internal sealed record PromiseDefinition(string Name, PromiseKind Kind, int Place)
{
    /// <summary>Of a counter: whether an increment is answered with its own count, and not with any that includes it.</summary>
    public bool OwnCount { get; init; }

    /// <summary>Of a counter: whether an increment is answered with a count at all.</summary>
    public bool AnswersCount { get; init; }

    /// <summary>Of units: how many there are of each subject.</summary>
    public int Units { get; init; }

    /// <summary>Of what expires: how long it lives.</summary>
    public TimeSpan Lifetime { get; init; }

    /// <summary>Of what expires: whether a use begins its lifetime anew.</summary>
    public bool Sliding { get; init; }
}

/// <summary>What there is to promise.</summary>
internal enum PromiseKind
{
    /// <summary>Increments are counted once each.</summary>
    Counter,

    /// <summary>What was written last is what is read.</summary>
    Register,

    /// <summary>What was added is there until it is removed, and nothing else is.</summary>
    Set,

    /// <summary>A repeated operation has one effect.</summary>
    Once,

    /// <summary>Of so many units no more are sold, and each once.</summary>
    Units,

    /// <summary>What was issued is good everywhere until it is revoked, then nowhere.</summary>
    Token,

    /// <summary>What was opened is there until its lifetime ends, then nowhere.</summary>
    Expires,
}
