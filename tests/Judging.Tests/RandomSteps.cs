namespace AspireStateless.Judging.Tests;

/// <summary>One request to a service that does one thing after another.</summary>
/// <param name="Place">From 0, in the order in which requests reach the service.</param>
/// <param name="IsLost">Its answer never comes; it may take effect much later than its client has waited, or never.</param>
internal readonly record struct RandomStep(int Place, long Start, long End, bool IsLost, bool TakesEffect);

/// <summary>Draws requests with random delays on both ways, in the order in which they take effect.</summary>
internal static class RandomSteps
{
    private const int LostPerHundred = 10;
    private const int LongestWay = 80;
    private const int LatestEffect = 600;

    public static IEnumerable<RandomStep> Draw(Random random, int count)
    {
        var steps = new List<(long At, RandomStep Step)>();
        for (var i = 0; i < count; i++)
        {
            var lost = random.Next(100) < LostPerHundred;
            long start = random.Next(count * 20);
            var at = start + random.Next(lost ? LatestEffect : LongestWay);
            var end = lost ? start + LongestWay : at + random.Next(LongestWay);
            steps.Add((at, new RandomStep(0, start, end, lost, !lost || random.Next(2) == 0)));
        }

        return steps.OrderBy(step => step.At).Select((step, place) => step.Step with { Place = place });
    }
}
