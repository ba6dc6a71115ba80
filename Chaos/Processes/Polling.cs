namespace AspireStateless.Chaos.Processes;

/// <summary>Looks at what tells nobody when it changes.</summary>
internal static class Polling
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when a condition holds that has to.</summary>
    /// <param name="otherwise">What is the matter as long as it does not, without an end.</param>
    /// <exception cref="RefusedException">It does not within half a minute.</exception>
    public static async Task RequireAsync(Func<Task<bool>> condition, string otherwise, CancellationToken cancellationToken)
    {
        if (!await UntilAsync(condition, LookAgainAfter, Limit, cancellationToken))
        {
            throw RefusedException.NotEffective("not-effective", $"{otherwise} after {Limit.TotalSeconds:0} s.");
        }
    }

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
