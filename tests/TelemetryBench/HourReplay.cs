using System.Globalization;
using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Otlp;
using AspireStateless.Embedded.Tests.Telemetry;

namespace AspireStateless.TelemetryBench;

/// <summary>
/// An hour of three replicas that serve 300 requests a second, all of them traced and each with a line of log, and 150 series of metrics a
/// replica every second. Prints how much memory is in use after each ten minutes.
/// </summary>
internal static class HourReplay
{
    private const int RequestsPerSecond = 300;
    private const int SpansPerRequest = 4;
    private const int SeriesPerInstance = 150;
    private const int HistogramsPerInstance = 40;

    private static readonly string[] Instances = ["aaaaaaaa", "bbbbbbbb", "cccccccc"];

    public static int Run()
    {
        var clock = new ReplayClock();
        var store = new TelemetryStore(TelemetryLimits.Default, clock);
        var texts = new TextPool();
        var trace = 1L;
        for (var second = 1; second <= 3_600; second++)
        {
            clock.Seconds++;
            foreach (var instance in Instances)
            {
                var requests = RequestsPerSecond / Instances.Length;
                store.Traces.Add(new TraceDecoder(texts, store.Resources).Decode(SpanBatch.Of(instance, trace, requests * SpansPerRequest)));
                store.Logs.Add(new LogDecoder(texts, store.Resources, clock).Decode(Logs(instance, trace, requests)));
                store.Metrics.Add(new MetricDecoder(texts, store.Resources).Decode(Metrics(instance, clock.Seconds, second)));
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

    private static byte[] Logs(string instance, long first, int count)
    {
        var scope = new Payload().Field(1, new Payload().Field(1, "AspireStateless.Api.Orders.Checkout"));
        for (var i = 0; i < count; i++)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Order {first + i} was placed for user-{first % 64} with 3 units of SKU-{i}.");
            scope.Field(2, Payload.Log(message)
                .Field(6, Payload.Attribute("{OriginalFormat}", "Order {Order} was placed for {User} with {Units} units of {Sku}."))
                .Field(6, Payload.Attribute("Order", message[..12]))
                .Field(6, Payload.Attribute("RequestPath", "/orders")));
        }

        return Of(instance, scope);
    }

    private static byte[] Metrics(string instance, long now, int second)
    {
        var scope = new Payload().Field(1, new Payload().Field(1, "Microsoft.AspNetCore.Hosting"));
        for (var i = 0; i < SeriesPerInstance; i++)
        {
            var isHistogram = i < HistogramsPerInstance;
            var point = new Payload()
                .Fixed64(2, (ulong)(now - second) * 1_000_000_000)
                .Fixed64(3, (ulong)now * 1_000_000_000)
                .Field(isHistogram ? 9 : 7, Payload.Attribute("http.route", $"/route{i}"));
            var data = isHistogram
                ? point.Fixed64(4, (ulong)second).Field(6, new byte[15 * sizeof(ulong)]).Field(7, new byte[14 * sizeof(double)])
                : point.Fixed64(6, (ulong)second);
            scope.Field(2, new Payload().Field(1, $"instrument{i}").Field(isHistogram ? 9 : 7, new Payload().Field(1, data).Varint(2, 2).Varint(3, 1)));
        }

        return Of(instance, scope);
    }

    private static byte[] Of(string instance, Payload scope)
    {
        var resource = new Payload().Field(1, Payload.Attribute("service.name", "api")).Field(1, Payload.Attribute("service.instance.id", instance));
        return new Payload().Field(1, new Payload().Field(1, resource).Field(2, scope)).Bytes;
    }

    /// <summary>Runs as fast as the replay.</summary>
    private sealed class ReplayClock : TimeProvider
    {
        public long Seconds { get; set; } = 1_700_000_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Seconds);
    }
}
