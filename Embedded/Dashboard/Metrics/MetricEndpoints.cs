using AspireStateless.Dashboard.Pages;
using AspireStateless.Dashboard.Resources;
using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AspireStateless.Dashboard.Metrics;

/// <summary>The page of metrics, and the numbers of one chart.</summary>
internal static class MetricEndpoints
{
    internal static void MapMetrics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/metrics", ([AsParameters] MetricChoice choice, PageRenderer pages, TelemetryStore store) =>
            pages.Page<MetricsPage>(new()
            {
                [nameof(MetricsPage.Of)] = choice.Of ?? choice.Instance,
                [nameof(MetricsPage.Metric)] = choice.Metric ?? First(store),
                [nameof(MetricsPage.Minutes)] = choice.Minutes ?? MetricChoice.MinutesDefault,
                [nameof(MetricsPage.Together)] = choice.Together ?? false,
                [nameof(MetricsPage.SplitBy)] = choice.Split,
                [nameof(MetricsPage.Only)] = choice.Only,
            }));
        app.MapGet("/metrics/values", ([AsParameters] MetricChoice choice, TelemetryStore store, IResourceSource resources) =>
            choice.Query is { } query && store.Metrics.Find(query) is { } view
                ? TypedResults.Ok(Values(view, resources))
                : (IResult)TypedResults.NotFound());
    }

    // What says most about a service at one look.
    private static string? First(TelemetryStore store)
    {
        var all = store.Metrics.Instruments(resource: null);
        return (all.FirstOrDefault(instrument => instrument.Name == "http.server.request.duration") ?? (all.Count > 0 ? all[0] : null)) is { } first
            ? MetricChoice.NameOf(first)
            : null;
    }

    private static MetricValues Values(MetricView view, IResourceSource resources)
    {
        var length = view.Lines.Select(line => line.Values.Count).DefaultIfEmpty(0).Max();
        var end = view.From + (long)length * view.SlotMilliseconds;
        var faults = resources.Faults.Between(DateTimeOffset.FromUnixTimeMilliseconds(view.From), DateTimeOffset.FromUnixTimeMilliseconds(end))
            .Select(fault => new FaultMark(
                fault.Kind, fault.Instance, fault.From.ToUnixTimeMilliseconds() - view.From,
                (fault.To?.ToUnixTimeMilliseconds() ?? end) - view.From));
        return new MetricValues(
            view.Instrument.Name, view.Instrument.Description, view.Instrument.Unit, view.From, view.SlotMilliseconds, length, view.Lines, [.. faults]);
    }

    /// <summary>A chart as the page gets it; times of faults are milliseconds from its start.</summary>
    private sealed record MetricValues(
        string Name, string Description, string Unit, long From, int SlotMilliseconds, int Slots, IReadOnlyList<MetricLine> Lines,
        IReadOnlyList<FaultMark> Faults);

    private sealed record FaultMark(string Kind, string Instance, long From, long To);
}
