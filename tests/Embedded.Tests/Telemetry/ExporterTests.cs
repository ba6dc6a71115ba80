using AspireStateless.Dashboard.Telemetry;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspireStateless.Dashboard.Telemetry.Logs;
using AspireStateless.Dashboard.Telemetry.Metrics;
using AspireStateless.Dashboard.Telemetry.Traces;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SpanKind = AspireStateless.Dashboard.Telemetry.Traces.SpanKind;

namespace AspireStateless.Embedded.Tests.Telemetry;

/// <summary>What the exporter of the OpenTelemetry SDK sends arrives as it was recorded.</summary>
public sealed class ExporterTests
{
    [Fact]
    public async Task A_trace_arrives_with_its_spans_attributes_events_and_errors()
    {
        await using var host = await IngestHost.StartAsync();
        using var source = new ActivitySource("tests.of-traces");
        TraceId id;
        using (Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource(source.Name).AddOtlpExporter(To(host, "traces")).Build())
        {
            using var outer = source.StartActivity("GET /cart", ActivityKind.Server)!;
            outer.SetTag("http.response.status_code", 503);
            outer.SetTag("tags", new[] { "a", "b" });
            outer.SetStatus(ActivityStatusCode.Error, "a store is away");
            using var inner = source.StartActivity("EVALSHA", ActivityKind.Client)!;
            inner.AddException(new InvalidOperationException("no connection"));
            Assert.True(TraceId.TryParse(outer.TraceId.ToHexString(), out id));
        }

        var trace = host.Store.Traces.Get(id)!;

        Assert.Equal(("GET /cart", 2, 1), (trace.Summary.Name, trace.Summary.Spans, trace.Summary.Errors));
        Assert.Equal("api-abcdwxyz", trace.Summary.Resource.Name);
        Assert.Equal([("GET /cart", 0), ("EVALSHA", 1)], trace.Rows.Select(row => (row.Span.Name, row.Depth)));
        var span = trace.Rows[0].Span;
        Assert.Equal((SpanKind.Server, "tests.of-traces", true, "a store is away"), (span.Kind, span.Scope, span.IsError, span.StatusMessage));
        Assert.Equal([new("http.response.status_code", "503"), new("tags", "[a, b]")], span.Attributes);
        var thrown = Assert.Single(trace.Rows[1].Span.Events);
        Assert.Contains(new("exception.message", "no connection"), thrown.Attributes);
    }

    [Fact]
    public async Task A_log_record_arrives_with_its_level_values_exception_and_trace()
    {
        await using var host = await IngestHost.StartAsync();
        using var activity = new Activity("a request").Start();
        using (var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.IncludeScopes = true;
            options.SetResourceBuilder(Resource()).AddOtlpExporter(To(host, "logs"));
        })))
        {
            var logger = factory.CreateLogger("Orders.Checkout");
            using var scope = logger.BeginScope("Order {Order}", 42);
            logger.LogWarning(new InvalidOperationException("no connection"), "Product {Sku} is gone", "SKU-1");
        }

        var record = Assert.Single(host.Store.Logs.Find(new()));

        Assert.Equal((LogLevel.Warning, "Orders.Checkout", "Product SKU-1 is gone"), (record.Level, record.Category, record.Message));
        Assert.Equal("api-abcdwxyz", record.Resource.Name);
        Assert.Contains(new("Sku", "SKU-1"), record.Attributes);
        Assert.Contains(new("Order", "42"), record.Attributes);
        Assert.Contains(new("exception.message", "no connection"), record.Attributes);
        Assert.Equal(activity.TraceId.ToHexString(), record.TraceId.ToString());
        Assert.Equal(activity.SpanId.ToHexString(), record.SpanId.ToString());
        Assert.InRange(record.Time, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Counters_amounts_gauges_and_histograms_arrive_with_their_values()
    {
        var clock = new ManualClock { Now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() };
        await using var host = await IngestHost.StartAsync(clock);
        using var meter = new Meter("tests.of-metrics");
        using (Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter(meter.Name).AddOtlpExporter(To(host, "metrics")).Build())
        {
            meter.CreateCounter<long>("visits", "{visit}", "Visits counted").Add(5, new KeyValuePair<string, object?>("page", "home"));
            meter.CreateUpDownCounter<int>("connections").Add(3);
            meter.CreateGauge<double>("share").Record(0.25);
            var duration = meter.CreateHistogram<double>("duration", "s");
            Enumerable.Range(1, 100).ToList().ForEach(value => duration.Record(value));
        }

        // A chart ends before the second of the last point, until nothing has come for a while.
        clock.Now += 20;

        var instruments = host.Store.Metrics.Instruments("api");
        Assert.Equal(
            [("connections", MetricKind.Amount), ("duration", MetricKind.Histogram), ("share", MetricKind.Gauge), ("visits", MetricKind.Counter)],
            instruments.Select(instrument => (instrument.Name, instrument.Kind)));
        Assert.Equal(new("tests.of-metrics", "visits", MetricKind.Counter, "{visit}", "Visits counted"), instruments[3]);
        Assert.Equal(3, Last(host, "connections").Single());
        Assert.Equal(0.25, Last(host, "share").Single());
        Assert.True(Last(host, "visits").Single() > 0);
        Assert.All(Last(host, "duration"), percentile => Assert.InRange(percentile, 45, 100));
    }

    private static IEnumerable<double> Last(IngestHost host, string instrument) =>
        host.Store.Metrics.Find(new("tests.of-metrics", instrument))!.Lines.Select(line => line.Values.Last(value => value is not null)!.Value);

    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty().AddService("api", serviceInstanceId: "abcdwxyz");

    private static Action<OtlpExporterOptions> To(IngestHost host, string signal) => options =>
    {
        options.Endpoint = new Uri(host.Address, $"/v1/{signal}");
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Headers = $"x-otlp-api-key={IngestHost.ApiKey}";
    };
}
