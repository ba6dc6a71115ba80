using AspireStateless.Dashboard.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AspireStateless.Dashboard.StructuredLogs;

/// <summary>The page of log records.</summary>
internal static class StructuredLogEndpoints
{
    internal static void MapStructuredLogs(this IEndpointRouteBuilder app) => app.MapGet("/structuredlogs",
        (PageRenderer pages, string? of, string? instance, string? level, string? q, string? trace, string? record) =>
            pages.Page<StructuredLogsPage>(new()
            {
                [nameof(StructuredLogsPage.Of)] = of ?? instance,
                [nameof(StructuredLogsPage.Level)] = level,
                [nameof(StructuredLogsPage.Query)] = q,
                [nameof(StructuredLogsPage.Trace)] = trace,
                [nameof(StructuredLogsPage.Record)] = record,
            }));
}
