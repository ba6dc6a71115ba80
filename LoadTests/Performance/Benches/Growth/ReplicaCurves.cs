using AspireStateless.LoadTests.Performance.Benches.Service;
using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>
/// The same number of visits in flight over more and more replicas. All share the cores with their stores and with whoever asks, so the
/// rate says what spreading costs; what each request takes of processors and of Redis is the same wherever replicas run.
/// </summary>
internal static class ReplicaCurves
{
    /// <summary>Of the processor time of a request: with eight times the replicas not twice as much.</summary>
    public static readonly Limit Most = Limit.Most(0.33);

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<GrowthCurve>> MeasureAsync(
        IReadOnlyList<int> counts, BenchSize size, CancellationToken cancellationToken)
    {
        var visit = CountedRequests.Named("POST /visits/{page}");
        await using var host = await BenchHost.StartAsync("growth-replicas", counts.Max(), BenchHost.Durable, cancellationToken);
        using var redis = await host.OpenRedisAsync(cancellationToken);
        using (var all = host.Loads(visit).Single())
        {
            // Each process compiles its code again once it knows what is called often: eight of them take both cores meanwhile.
            await all.WarmUpAsync(WarmUp, cancellationToken);
        }

        var turns = await ServiceRounds.RunAsync(
            [.. counts.Select(count => new ServiceLoad(visit, [.. host.Replicas.Take(count)], host.Users))],
            size,
            load => TurnAsync(load, host, redis, size.Turn, cancellationToken),
            cancellationToken);
        GrowthCurve Of(string what, string unit, Func<Turn, double> cost) => new GrowthCurve($"{visit.Name}, {what}", "replicas", unit)
            .With([.. counts.Select(count => (double)count)], turns.Select(rounds => Array.ConvertAll(rounds, turn => cost(turn))));
        return
        [
            Of($"time of one, {BenchSize.Connections} in flight", "µs", turn => 1e6 / turn.Rate),
            Of("processor time of one, stores included", "µs", turn => turn.Processor.TotalMicroseconds / turn.Requests)
                with { Limit = Most },
            Of("time that Redis runs its script for", "µs", turn => turn.Script / turn.Requests),
            Of("commands to Redis for a hundred", "commands", turn => 100 * turn.Commands / turn.Requests),
        ];
    }

    private static async Task<Turn> TurnAsync(
        ServiceLoad load, BenchHost host, RedisConversation redis, TimeSpan length, CancellationToken cancellationToken)
    {
        var processes = host.Processes;
        await redis.AskAsync(cancellationToken, "CONFIG", "RESETSTAT");
        var used = LinuxProcess.ProcessorTime(processes);
        var from = MonotonicClock.Now;
        var rate = await load.MeasureAsync(length, cancellationToken);
        var requests = rate * MonotonicClock.Span(MonotonicClock.Now - from).TotalSeconds;
        var processor = LinuxProcess.ProcessorTime(processes) - used;
        var commands = await redis.NumberAsync("commandstats", "cmdstat_evalsha:calls=", cancellationToken);
        var script = await redis.NumberAsync("commandstats", "cmdstat_evalsha:calls=[0-9]+,usec=", cancellationToken);
        return new(rate, requests, processor, commands, script);
    }

    /// <param name="Script">Microseconds.</param>
    private sealed record Turn(double Rate, double Requests, TimeSpan Processor, double Commands, double Script);
}
