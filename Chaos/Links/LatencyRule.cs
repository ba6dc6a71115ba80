using System.Security.Cryptography;

namespace AspireStateless.Chaos.Links;

/// <summary>Everything arrives later, in the order in which it was sent.</summary>
/// <param name="replica">The only instance that it concerns; null concerns all.</param>
/// <param name="delay">The least time on the way, each way.</param>
/// <param name="jitter">How much more it may be; drawn for each piece.</param>
internal sealed class LatencyRule(string? replica, TimeSpan delay, TimeSpan jitter) : LinkRule(replica)
{
    private long _pieces;
    private long _delayed;

    public override FaultEffect Effect => new()
    {
        Pieces = Interlocked.Read(ref _pieces),
        MeanDelayMs = Interlocked.Read(ref _delayed) / 1e6 / Math.Max(1, Interlocked.Read(ref _pieces)),
    };

    public override async ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed)
    {
        var wanted = delay + (jitter * (RandomNumberGenerator.GetInt32(1001) / 1000.0));
        var waited = TimeSpan.FromMicroseconds((MonotonicClock.Now - piece.ArrivedAt) / 1e3);
        await WaitAsync(wanted - waited, connectionClosed);
        if (!Lifted.IsCancellationRequested)
        {
            // Only what had its whole delay: what the cure let go would make the mean too small.
            Interlocked.Increment(ref _pieces);
            Interlocked.Add(ref _delayed, MonotonicClock.Now - piece.ArrivedAt);
        }

        return true;
    }
}
