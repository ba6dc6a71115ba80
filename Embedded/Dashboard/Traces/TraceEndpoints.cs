using AspireStateless.Dashboard.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AspireStateless.Dashboard.Traces;

/// <summary>The list of traces, and one of them as a waterfall.</summary>
internal static class TraceEndpoints
{
    internal static void MapTraces(this IEndpointRouteBuilder app)
    {
        app.MapGet("/traces", (PageRenderer pages, string? of, string? instance, string? q, bool? errors, int? min) =>
            pages.Page<TracesPage>(new()
            {
                [nameof(TracesPage.Of)] = of ?? instance,
                [nameof(TracesPage.Query)] = q,
                [nameof(TracesPage.ErrorsOnly)] = errors ?? false,
                [nameof(TracesPage.MillisecondsMin)] = min ?? 0,
            }));
        app.MapGet("/traces/{id}", (PageRenderer pages, string id, string? span) =>
            pages.Page<TracePage>(new() { [nameof(TracePage.Id)] = id, [nameof(TracePage.Selected)] = span }));
    }
}
