namespace AspireStateless.Chaos.Links;

/// <summary>Connections stay open and nothing comes through; when it is lifted, what was held arrives, as after a partition.</summary>
/// <param name="replica">The only instance that it concerns; null concerns all.</param>
/// <param name="direction">The only way that is cut; null cuts both.</param>
internal sealed class BlackholeRule(string? replica, LinkDirection? direction) : LinkRule(replica)
{
    private long _pieces;
    private long _bytes;

    public override FaultEffect Effect => new() { Pieces = Interlocked.Read(ref _pieces), BytesHeld = Interlocked.Read(ref _bytes) };

    public override async ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed)
    {
        if (direction is null || direction == piece.Direction)
        {
            Interlocked.Increment(ref _pieces);
            Interlocked.Add(ref _bytes, piece.Bytes.Length);
            await WaitAsync(Timeout.InfiniteTimeSpan, connectionClosed);
        }

        return true;
    }
}
