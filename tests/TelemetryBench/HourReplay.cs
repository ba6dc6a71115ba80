using System.Globalization;
using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Otlp;

namespace AspireStateless.TelemetryBench;

/// <summary>
/// An hour of three replicas that serve 300 requests a second, all of them traced and each with a line of log, and 150 series of metrics a
/// replica every second. Prints how much memory is in use after each ten minutes.
/// </summary>
internal static class HourReplay
{
    private const int RequestsPerSecond = 300;

    public static int Run()
    {
        var clock = new ReplayClock();
        var store = new TelemetryStore(TelemetryLimits.Default, clock);
        var texts = new TextPool();
        var trace = 1L;
        for (var second = 1; second <= 3_600; second++)
        {
            clock.Seconds++;
            foreach (var instance in ReplicaSecond.Instances)
            {
                var requests = RequestsPerSecond / ReplicaSecond.Instances.Count;
                store.Traces.Add(new TraceDecoder(texts, store.Resources).Decode(SpanBatch.Of(instance, trace, requests * SpanBatch.SpansPerTrace)));
                store.Logs.Add(new LogDecoder(texts, store.Resources, clock).Decode(ReplicaSecond.Logs(instance, trace, requests)));
                store.Metrics.Add(new MetricDecoder(texts, store.Resources).Decode(ReplicaSecond.Metrics(instance, clock.Seconds, second)));
                trace += requests;
            }

            if (second % 600 == 0)
            {
                Print(store, second);
            }
        }

        return 0;
    }

    private static void Print(TelemetryStore store, int second)
    {
        var live = GC.GetTotalMemory(forceFullCollection: true) / (1024 * 1024);
        var process = Environment.WorkingSet / (1024 * 1024);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{second / 60} min: live {live} MB, process {process} MB; {store.Traces.Count} traces, {store.Logs.Count} logs, {store.Metrics.Count} series"));
    }

    /// <summary>Runs as fast as the replay.</summary>
    private sealed class ReplayClock : TimeProvider
    {
        public long Seconds { get; set; } = 1_700_000_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Seconds);
    }
}
