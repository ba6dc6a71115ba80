namespace AspireStateless.Chaos.Processes;

/// <summary>Looks at what tells nobody when it changes.</summary>
internal static class Polling
{
    /// <summary>Returns when a condition holds.</summary>
    /// <returns>False if it does not within a limit.</returns>
    public static async Task<bool> UntilAsync(
        Func<Task<bool>> condition, TimeSpan lookEvery, TimeSpan limit, CancellationToken cancellationToken)
    {
        var last = MonotonicClock.Now + MonotonicClock.Nanoseconds(limit);
        while (!await condition())
        {
            if (MonotonicClock.Now > last)
            {
                return false;
            }

            await Task.Delay(lookEvery, cancellationToken);
        }

        return true;
    }
}
