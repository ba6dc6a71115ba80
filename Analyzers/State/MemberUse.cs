namespace AspireStateless.Analyzers.State;

/// <summary>What requests do with one member, over all the code. Thread-safe.</summary>
internal sealed class MemberUse
{
    private volatile bool _isChanged;
    private volatile bool _isTrusted;

    /// <summary>Whether an answer may depend on what another request left here.</summary>
    public bool IsState => _isChanged && _isTrusted;

    public void Change() => _isChanged = true;

    /// <summary>Somebody looks at it, and takes it for true.</summary>
    public void Trust() => _isTrusted = true;
}
