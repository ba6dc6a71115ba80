using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.SystemUnderTest;

/// <summary>Notices when a run has gone beyond what its faults are meant to do, so that more of them would prove nothing.</summary>
internal sealed class RunGuard(ControlClient control, Func<LoadTotals>? totals)
{
    private const double UnknownShareMost = 0.2;
    private const long SentLeast = 1000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly long StoreAwayMost = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(30));
    private readonly Dictionary<string, long> _awaySince = new(StringComparer.Ordinal);

    /// <returns>Why no more faults should be injected; null when cancelled before there was a reason.</returns>
    public async Task<string?> WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(LookEvery, cancellationToken);
                var reason = TooManyUnknown() ?? await StoreAwayAsync(cancellationToken);
                if (reason is not null)
                {
                    return reason;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (ControlException)
        {
            // Whoever follows the AppHost's events says that it went away.
            return null;
        }
    }

    private string? TooManyUnknown() =>
        totals?.Invoke() is { } load && load.Sent >= SentLeast && load.Unknown > UnknownShareMost * load.Sent
        ? $"{load.Unknown} of {load.Sent} operations have an unknown outcome, more than {UnknownShareMost:P0}"
        : null;

    private async Task<string?> StoreAwayAsync(CancellationToken cancellationToken)
    {
        var topology = await control.TopologyAsync(cancellationToken);
        foreach (var store in topology.Stores)
        {
            if (store.Reachable)
            {
                _awaySince.Remove(store.Name);
            }
            else if (_awaySince.TryAdd(store.Name, MonotonicClock.Now))
            {
                continue;
            }
            else if (MonotonicClock.Now - _awaySince[store.Name] > StoreAwayMost)
            {
                return $"{store.Name} has been away for more than {MonotonicClock.Span(StoreAwayMost).TotalSeconds} s";
            }
        }

        return null;
    }
}
