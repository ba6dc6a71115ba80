namespace AspireStateless.Chaos.Links;

/// <summary>Holds one answer of a store for a while, then drops its connection: the store has done what it was asked, and the asker never hears of it.</summary>
/// <param name="replica">The only instance that it concerns; null concerns all.</param>
/// <param name="nth">Which of the answers that follow, from 1.</param>
/// <param name="holds">How long it is held; less if it is lifted first.</param>
internal sealed class HoldAnswerRule(string? replica, long nth, TimeSpan holds) : LinkRule(replica)
{
    private readonly TaskCompletionSource<long> held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long answers;

    /// <summary>Completes with its bytes when the answer is held.</summary>
    internal Task<long> Held => held.Task;

    /// <summary>Completes when its connection was dropped.</summary>
    internal Task Dropped => dropped.Task;

    internal override async ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed)
    {
        if (piece.Direction != LinkDirection.FromStore || piece.Bytes.IsEmpty || Lifted.IsCancellationRequested
            || Interlocked.Increment(ref answers) != nth)
        {
            return true;
        }

        held.SetResult(piece.Bytes.Length);
        await WaitAsync(holds, connectionClosed).ConfigureAwait(false);
        dropped.SetResult();
        return false;
    }
}
