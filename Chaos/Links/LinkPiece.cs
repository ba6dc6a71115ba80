namespace AspireStateless.Chaos.Links;

/// <summary>What one read gave: on a store's side usually one answer, or several that were sent together.</summary>
/// <param name="Connection">The connection it is on.</param>
/// <param name="Direction">Where it goes.</param>
/// <param name="Bytes">What it is; empty for the end of the stream.</param>
/// <param name="ArrivedAt">When it was read, <see cref="MonotonicClock"/>.</param>
internal sealed record LinkPiece(LinkedConnection Connection, LinkDirection Direction, ReadOnlyMemory<byte> Bytes, long ArrivedAt);
