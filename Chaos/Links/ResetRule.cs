namespace AspireStateless.Chaos.Links;

/// <summary>No new connections; those that are there are reset by whoever puts it on.</summary>
/// <param name="replica">The only instance that it concerns; null concerns all.</param>
internal sealed class ResetRule(string? replica) : LinkRule(replica)
{
    public override bool Admits => Lifted.IsCancellationRequested;

    // A connection that was being made when it was put on is dropped with its first piece.
    public override ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed) => new(Lifted.IsCancellationRequested);
}
