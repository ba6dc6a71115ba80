namespace AspireStateless.Chaos.Links;

/// <summary>Connections stay open and nothing comes through; when it is lifted, what was held arrives, as after a partition.</summary>
/// <param name="replica">The only instance that it concerns; null concerns all.</param>
/// <param name="direction">The only way that is cut; null cuts both.</param>
internal sealed class BlackholeRule(string? replica, LinkDirection? direction) : LinkRule(replica)
{
    private long pieces;
    private long bytes;

    /// <summary>What it did so far.</summary>
    internal BlackholeEffect Effect => new(Interlocked.Read(ref pieces), Interlocked.Read(ref bytes));

    internal override async ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed)
    {
        if (direction is null || direction == piece.Direction)
        {
            Interlocked.Increment(ref pieces);
            Interlocked.Add(ref bytes, piece.Bytes.Length);
            await WaitAsync(Timeout.InfiniteTimeSpan, connectionClosed).ConfigureAwait(false);
        }

        return true;
    }
}

/// <summary>What a blackhole did.</summary>
/// <param name="Pieces">How many pieces were held, one on each connection and way at a time.</param>
/// <param name="BytesHeld">Their bytes.</param>
internal sealed record BlackholeEffect(long Pieces, long BytesHeld);
