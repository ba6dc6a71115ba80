using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Benches.Service;

namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>
/// What a request costs beside more and more objects: the same request by turns, of services on stores of their own which hold more and
/// more. Then the job, which looks at all pages at once.
/// </summary>
internal static class ObjectCurves
{
    /// <summary>
    /// Of what is found by its name: with a thousand times as many it may take 1.4 times as long, noise included.
    /// </summary>
    public static readonly Limit Flat = Limit.Most(0.05);

    private static readonly TimeSpan TickLimit = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    public static async Task<IReadOnlyList<GrowthCurve>> MeasureAsync(
        IReadOnlyList<int> counts, BenchSize size, CancellationToken cancellationToken)
    {
        var hosts = new List<GrownHost>();
        try
        {
            foreach (var count in counts)
            {
                hosts.Add(await GrownHost.StartAsync(count, cancellationToken));
            }

            var curves = new List<GrowthCurve>();
            foreach (var kind in ObjectKind.All)
            {
                curves.AddRange(await GrowthRows.TryAsync(
                    new($"{kind.Request.Name}, time of one, {BenchSize.Connections} in flight", kind.Name, "µs") { Limit = Flat },
                    time => OfKindAsync(kind, time, hosts, size, cancellationToken)));
            }

            return [.. curves, await TickAsync(hosts, cancellationToken)];
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }

    private static async Task<IReadOnlyList<GrowthCurve>> OfKindAsync(
        ObjectKind kind, GrowthCurve time, IReadOnlyList<GrownHost> hosts, BenchSize size, CancellationToken cancellationToken)
    {
        var bytes = new List<double[]>();
        foreach (var host in hosts)
        {
            var before = await kind.BytesAsync(host, cancellationToken);
            await kind.FillAsync(host, cancellationToken);
            bytes.Add([(await kind.BytesAsync(host, cancellationToken) - before) / host.Count]);
        }

        var from = await CountAsync();
        var rates = await ServiceRounds.RunAsync(
            [.. hosts.SelectMany(host => host.Service.Loads(kind.Request))], size, cancellationToken);
        var to = await CountAsync();
        return
        [
            time.With(
                [.. from.Zip(to, (one, other) => (one + other) / 2)],
                rates.Select(rounds => Array.ConvertAll(rounds, rate => 1e6 / rate))),
            new GrowthCurve($"What a store takes for one of the {kind.Name}", kind.Name, "bytes")
                .With([.. hosts.Select(host => (double)host.Count)], bytes),
        ];

        Task<double[]> CountAsync() => Task.WhenAll(hosts.Select(host => kind.CountAsync(host, cancellationToken)));
    }

    private static async Task<GrowthCurve> TickAsync(IReadOnlyList<GrownHost> hosts, CancellationToken cancellationToken) =>
        new("A tick of the job, for which Redis does nothing else", "pages", "ms")
        {
            Points = await Task.WhenAll(hosts.Select(async host =>
            {
                try
                {
                    return new GrowthPoint(host.Count, [await TickAsync(host, cancellationToken)], Missing: null);
                }
                catch (InvalidRunException failure)
                {
                    return new GrowthPoint(host.Count, [], failure.Message);
                }
            })),
        };

    /// <returns>Milliseconds.</returns>
    private static async Task<double> TickAsync(GrownHost host, CancellationToken cancellationToken)
    {
        const string tick = "SELECT tick FROM jobs WHERE name = 'visits'";
        var last = await host.Postgres.NumberAsync(tick, cancellationToken);
        await host.Redis.AskAsync(cancellationToken, "CONFIG", "RESETSTAT");
        await host.Postgres.AskAsync("UPDATE jobs SET ticked_at = NULL", cancellationToken);
        for (var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(TickLimit); MonotonicClock.Now < until;)
        {
            await Task.Delay(LookEvery, cancellationToken);
            if (await host.Postgres.NumberAsync(tick, cancellationToken) > last)
            {
                return await host.Redis.NumberAsync("commandstats", "cmdstat_hgetall:.*usec_per_call=", cancellationToken) / 1e3;
            }
        }

        await host.Postgres.AskAsync("UPDATE jobs SET ticked_at = now()", cancellationToken);
        throw new InvalidRunException($"No tick was written within {TickLimit.TotalSeconds:F0} s of its time.", "");
    }
}
