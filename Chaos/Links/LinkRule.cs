namespace AspireStateless.Chaos.Links;

/// <summary>What a fault does to a link while it is there. Thread-safe.</summary>
/// <param name="replica">The only instance whose connections it concerns; null concerns all.</param>
internal abstract class LinkRule(string? replica) : IDisposable
{
    private readonly CancellationTokenSource _lifted = new();

    /// <summary>Ends when the fault is cured.</summary>
    protected CancellationToken Lifted => _lifted.Token;

    /// <summary>Whether a new connection that it concerns may be made.</summary>
    public virtual bool Admits => true;

    /// <summary>What it has done until now; null where the fault's evidence says all.</summary>
    public virtual FaultEffect? Effect => null;

    public bool Concerns(LinkedConnection connection) => replica is null || connection.Replica == replica;

    /// <summary>Returns when a piece that it concerns may go on.</summary>
    /// <returns>False to drop it, with its connection.</returns>
    public abstract ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed);

    /// <summary>Lets go of everything that is held.</summary>
    public void Lift() => _lifted.Cancel();

    public void Dispose() => _lifted.Dispose();

    /// <summary>Waits for a time, and no longer than until it is lifted or the connection closed.</summary>
    protected Task WaitAsync(TimeSpan time, CancellationToken connectionClosed) => time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan
        ? Task.CompletedTask
        : WaitForEitherAsync(time, connectionClosed);

    private async Task WaitForEitherAsync(TimeSpan time, CancellationToken connectionClosed)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Lifted, connectionClosed);
        await Task.Delay(time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
