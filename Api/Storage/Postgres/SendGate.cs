namespace AspireStateless.Api.Storage.Postgres;

/// <summary>Decides once between sending a call and telling its caller that it was never sent.</summary>
internal sealed class SendGate
{
    private const int Undecided = 0;
    private const int Passed = 1;
    private const int Closed = 2;

    private int _state;

    /// <summary>The call goes out, unless its caller was told that it never did.</summary>
    public bool TryPass() => Interlocked.CompareExchange(ref _state, Passed, Undecided) == Undecided;

    /// <summary>From now on the call cannot go out, unless it has.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Undecided) != Passed;
}
