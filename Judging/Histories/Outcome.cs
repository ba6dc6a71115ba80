namespace AspireStateless.Judging.Histories;

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
