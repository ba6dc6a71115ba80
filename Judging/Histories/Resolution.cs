using AspireStateless.Control;

namespace AspireStateless.Judging.Histories;

/// <summary>
/// What the service said, after healing, of operations whose outcome was unknown: whether they were applied, never when.
/// </summary>
internal sealed class Resolution
{
    private readonly Dictionary<(int Page, long Key), bool> _applied = [];

    /// <param name="quiesced">
    /// Whether nothing could still take effect when the service was asked; otherwise "not applied" may mean "not yet".
    /// </param>
    /// <param name="retention">How long the service remembers a key: later it does not know. Zero where that is not known.</param>
    public static Resolution Of(ReadOnlySpan<Attempt> attempts, bool quiesced, TimeSpan retention = default)
    {
        var resolution = new Resolution();
        var sent = FirstSent(attempts);
        var remembered = retention > TimeSpan.Zero ? MonotonicClock.Nanoseconds(retention) : Attempt.Open;
        foreach (ref readonly var attempt in attempts)
        {
            var answered = attempt.Kind == OperationKind.Ask && attempt.Outcome == Outcome.Ok;
            var isForgotten = sent.TryGetValue((attempt.Subject, attempt.Key), out var at) && attempt.End - at >= remembered;
            if (answered && (attempt.Value != 0 || (quiesced && !isForgotten)))
            {
                resolution._applied[(attempt.Subject, attempt.Key)] = attempt.Value != 0;
            }
        }

        return resolution;
    }

    /// <summary>By operation that is asked about, when it was first sent.</summary>
    private static Dictionary<(int Subject, long Key), long> FirstSent(ReadOnlySpan<Attempt> attempts)
    {
        var sent = new Dictionary<(int Subject, long Key), long>();
        foreach (ref readonly var attempt in attempts)
        {
            if (attempt is { Outcome: Outcome.Unknown, Key: not 0, Kind: not OperationKind.Ask })
            {
                sent.TryAdd((attempt.Subject, attempt.Key), attempt.Start);
            }
        }

        return sent;
    }

    public bool IsAbsent(int page, long key) => _applied.TryGetValue((page, key), out var applied) && !applied;

    public bool IsApplied(int page, long key) => _applied.TryGetValue((page, key), out var applied) && applied;
}
