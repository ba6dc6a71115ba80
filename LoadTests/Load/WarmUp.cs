namespace AspireStateless.LoadTests.Load;

/// <summary>
/// Runs windows that nobody counts until what they measure stands still: the first seconds of a process measure the compiler, empty pools
/// and cold caches.
/// </summary>
internal static class WarmUp
{
    private const int Windows = 3;
    private const double Spread = 0.05;

    /// <param name="window">Runs for so long and gives a rate or a middle time, above 0.</param>
    /// <param name="each">How long a window is.</param>
    /// <param name="most">When it is enough, stable or not.</param>
    /// <returns>Whether it became stable.</returns>
    public static async Task<bool> UntilStableAsync(Func<TimeSpan, Task<double>> window, TimeSpan each, TimeSpan most)
    {
        var measured = new List<double>();
        while (measured.Count * each < most)
        {
            measured.Add(await window(each));
            if (IsStable(measured))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the last three are within 5 % of each other.</summary>
    public static bool IsStable(IReadOnlyCollection<double> measured)
    {
        double[] last = [.. measured.TakeLast(Windows)];
        return last.Length == Windows && last.Max() <= last.Min() * (1 + Spread);
    }
}
