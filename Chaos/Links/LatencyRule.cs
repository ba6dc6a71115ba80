using System.Security.Cryptography;

namespace AspireStateless.Chaos.Links;

/// <summary>Everything arrives later, in the order in which it was sent.</summary>
/// <param name="replica">The only instance that it concerns; null concerns all.</param>
/// <param name="delay">The least time on the way, each way.</param>
/// <param name="jitter">How much more it may be; drawn for each piece.</param>
internal sealed class LatencyRule(string? replica, TimeSpan delay, TimeSpan jitter) : LinkRule(replica)
{
    private long pieces;
    private long delayed;

    /// <summary>What it did so far.</summary>
    internal LatencyEffect Effect => new(
        Interlocked.Read(ref pieces), Interlocked.Read(ref delayed) / 1e6 / Math.Max(1, Interlocked.Read(ref pieces)));

    internal override async ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed)
    {
        var wanted = delay + (jitter * (RandomNumberGenerator.GetInt32(1001) / 1000.0));
        var waited = TimeSpan.FromMicroseconds((MonotonicClock.Nanoseconds - piece.ArrivedAt) / 1e3);
        await WaitAsync(wanted - waited, connectionClosed).ConfigureAwait(false);
        if (!Lifted.IsCancellationRequested)
        {
            // Only what had its whole delay: what the cure let go would make the mean too small.
            Interlocked.Increment(ref pieces);
            Interlocked.Add(ref delayed, MonotonicClock.Nanoseconds - piece.ArrivedAt);
        }

        return true;
    }
}

/// <summary>What a latency did.</summary>
/// <param name="Pieces">How many pieces were delayed.</param>
/// <param name="MeanDelayMs">How long on average, measured.</param>
internal sealed record LatencyEffect(long Pieces, double MeanDelayMs);
