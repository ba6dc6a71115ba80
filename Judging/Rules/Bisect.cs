namespace AspireStateless.Judging.Rules;

/// <summary>Finds a place in what is sorted.</summary>
internal static class Bisect
{
    /// <param name="count">Of places, from 0.</param>
    /// <param name="fits">Where one place fits, all after it do.</param>
    /// <returns>The first place that fits; the count of places where none does.</returns>
    public static int First(int count, Func<int, bool> fits)
    {
        int low = 0, high = count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = fits(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
