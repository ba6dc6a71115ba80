namespace AspireStateless.Chaos.Links;

/// <summary>
/// Holds one answer of a store for a while, then drops its connection: the store has done what it was asked, and the asker never hears of
/// it.
/// </summary>
/// <param name="replica">The only instance that it concerns; null concerns all.</param>
/// <param name="nth">Which of the answers that follow, from 1.</param>
/// <param name="holds">How long it is held; less if it is lifted first.</param>
internal sealed class HoldAnswerRule(string? replica, long nth, TimeSpan holds) : LinkRule(replica)
{
    private readonly TaskCompletionSource<long> _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _answers;

    /// <summary>Completes with its bytes when the answer is held.</summary>
    public Task<long> Held => _held.Task;

    /// <summary>Completes when its connection was dropped.</summary>
    public Task Dropped => _dropped.Task;

    public override FaultEffect Effect => new() { ConnectionsDropped = 1 };

    public override async ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed)
    {
        if (piece.Direction != LinkDirection.FromStore || piece.Bytes.IsEmpty || Lifted.IsCancellationRequested
            || Interlocked.Increment(ref _answers) != nth)
        {
            return true;
        }

        _held.SetResult(piece.Bytes.Length);
        await WaitAsync(holds, connectionClosed);
        _dropped.SetResult();
        return false;
    }
}
