using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>With a collector configured, logs, metrics and traces reach it under the replica's name.</summary>
public sealed class TelemetryTests(Stores stores)
{
    [Fact]
    public async Task Logs_metrics_and_traces_arrive_under_the_name_of_the_replica()
    {
        await using var collector = await Collector.StartAsync();
        using var replica = await StartAsync(collector);
        await replica.Client.CountAsync(Pages.New());

        foreach (var signal in new[] { "logs", "metrics", "traces" })
        {
            await collector.ReceivesAsync(signal, "abcdwxyz");
        }

        await collector.ReceivesAsync("logs", "Now listening on");
        await collector.ReceivesAsync("metrics", "http.server.request.duration");
        await collector.ReceivesAsync("metrics", "kestrel.active_connections");
        await collector.ReceivesAsync("metrics", "dotnet.gc.collections");
        await collector.ReceivesAsync("traces", "POST /visits/{page}");
        await collector.ReceivesAsync("traces", "http.response.status_code");
        await collector.ReceivesAsync("traces", "EVALSHA");
    }

    [Fact]
    public async Task Health_probes_leave_no_traces()
    {
        await using var collector = await Collector.StartAsync();
        using var replica = await StartAsync(collector);
        await replica.Client.GetStringAsync("/health", TestContext.Current.CancellationToken);
        await replica.Client.GetStringAsync("/alive", TestContext.Current.CancellationToken);
        await replica.Client.GetStringAsync("/replica", TestContext.Current.CancellationToken);

        await collector.ReceivesAsync("traces", "/replica");

        Assert.DoesNotContain("/health", collector.Received("traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("/alive", collector.Received("traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_service_does_is_counted()
    {
        await using var collector = await Collector.StartAsync();
        using var replica = await StartAsync(collector);
        var page = Pages.New();
        await replica.Client.CountAsync(page, "one-key");
        await replica.Client.CountAsync(page, "one-key");
        await replica.Client.GetAsync("/products/UNKNOWN", TestContext.Current.CancellationToken);

        foreach (var instrument in new[] { "api.visits", "api.replays", "api.catalog.lookups", "api.store.breaker", "service.draining" })
        {
            await collector.ReceivesAsync("metrics", instrument);
        }
    }

    [Fact]
    public async Task A_trace_spans_the_request_Redis_and_Postgres_and_holds_no_values()
    {
        await using var collector = await Collector.StartAsync();
        // The job has a statement of its own; those that requests share show no text.
        using var replica = await StartAsync(
            collector, ("OTEL_TRACES_SAMPLER", "always_on"), ("Jobs__Period", "00:00:01"), ("Jobs__Lease", "00:00:01"));
        await replica.Client.GetAsync("/products/SECRET", TestContext.Current.CancellationToken);

        foreach (var text in new[] { "GET /products/{sku}", "EVALSHA", "redis", "SELECT", "$1", "postgresql" })
        {
            await collector.ReceivesAsync("traces", text);
        }

        Assert.Equal(1, Count(collector.Received("traces"), "SECRET"));
    }

    [Fact]
    public async Task What_no_request_asked_for_makes_no_trace_of_its_own()
    {
        await using var collector = await Collector.StartAsync();
        using var replica = await StartAsync(collector, ("OTEL_TRACES_SAMPLER", "always_on"), ("Jobs__Period", "1.00:00:00"));
        await replica.Client.GetStringAsync("/health", TestContext.Current.CancellationToken);
        await replica.Client.GetStringAsync("/replica", TestContext.Current.CancellationToken);

        await collector.ReceivesAsync("traces", "/replica");

        // The probe asks Postgres, and the job asks Redis who leads.
        Assert.DoesNotContain("SELECT 1", collector.Received("traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_sent_yet_is_sent_on_the_stop()
    {
        await using var collector = await Collector.StartAsync();
        using var replica = await StartAsync(collector, ("OTEL_BSP_SCHEDULE_DELAY", "60000"));
        await collector.ReceivesAsync("metrics", "abcdwxyz");
        await replica.Client.GetStringAsync("/replica", TestContext.Current.CancellationToken);

        replica.Process.Signal(Signal.Terminate);
        await replica.Process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("/replica", collector.Received("traces"), StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private Task<ReplicaProcess> StartAsync(Collector collector, params (string Name, string Value)[] environment) =>
        ReplicaProcess.StartAsync(
            stores,
            [
                .. environment,
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_SERVICE_NAME", "api"),
                ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=abcdwxyz"),
                ("OTEL_BSP_SCHEDULE_DELAY", "100"),
                ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
                ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
            ]);
}
