using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Benches.Hosts;

/// <summary>How long an AppHost with its dashboard takes to three healthy replicas, on no data and on what it kept.</summary>
internal static class StartRows
{
    private static readonly Limit Empty = Limit.Most(7000);
    private static readonly Limit Kept = Limit.Most(5000);

    public static double Seconds(BenchSize size) => 20 * size.Rounds * Builds(size).Length;

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        var builds = Builds(size);
        var starts = await Rounds.RunAsync(builds, size.Rounds, build => StartTwiceAsync(build, cancellationToken));
        return
        [
            new("Start of an AppHost with its dashboard, until three replicas are healthy", [.. builds.SelectMany((_, i) => new[]
            {
                Row("no data", i > 0, starts[i].Select(pair => pair[0]), Empty),
                Row("data that it kept", i > 0, starts[i].Select(pair => pair[1]), Kept),
            })]),
        ];
    }

    /// <summary>The checkouts of this build, and of the baseline.</summary>
    private static string[] Builds(BenchSize size) =>
        size.Baseline is { } baseline ? [BuildPaths.RepositoryRoot, baseline] : [BuildPaths.RepositoryRoot];

    private static BenchRow Row(string data, bool isBaseline, IEnumerable<double> starts, Limit limit) => BenchRow.Figure(
        isBaseline ? $"{data}, the baseline" : data, Spread.Of(starts), "ms", isBaseline ? null : limit);

    /// <returns>Milliseconds on an empty folder, and on the same one again.</returns>
    private static async Task<double[]> StartTwiceAsync(string build, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("start-bench-");
        try
        {
            return [await StartAsync(), await StartAsync()];
        }
        finally
        {
            data.Delete(recursive: true);
        }

        async Task<double> StartAsync()
        {
            await using var host = await HealthyHost.StartAsync(
                "start", dashboard: true, cancellationToken, options => options.OfCheckout(build) with { Data = data.FullName });
            return host.Took.TotalMilliseconds;
        }
    }
}
