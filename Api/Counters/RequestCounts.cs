using System.Collections.Concurrent;
using Microsoft.AspNetCore.Diagnostics;

namespace AspireStateless.Api.Counters;

/// <summary>How many requests this process has ended, also those whose client did not wait. Thread-safe.</summary>
internal sealed class RequestCounts
{
    private const string Other = "other";

    // Whatever else a client thinks of must not make this grow.
    private static readonly string[] Methods =
        [HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Head, HttpMethods.Options];

#pragma warning disable STATE002 // A measurement of this process, shown as such: no other answer depends on it.
    private readonly ConcurrentDictionary<(string Method, string Route, int Status), long> _counts = new();
#pragma warning restore STATE002

    public IReadOnlyList<RequestCount> Totals =>
    [
        .. _counts.Select(count => new RequestCount(count.Key.Method, count.Key.Route, count.Key.Status, count.Value))
            .OrderBy(count => count.Route, StringComparer.Ordinal)
            .ThenBy(count => count.Method, StringComparer.Ordinal)
            .ThenBy(count => count.Status),
    ];

    /// <summary>Counts a request that has ended. Its connection takes the next one only after that.</summary>
    public void Add(HttpContext context)
    {
        // An exception handler clears the endpoint and keeps it here.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? Other;
        var method = Array.Find(Methods, known => HttpMethods.Equals(known, context.Request.Method)) ?? Other;
        _counts.AddOrUpdate((method, route, context.Response.StatusCode), 1, static (_, count) => count + 1);
    }
}

/// <param name="Method">As in HTTP; <c>other</c> for an unusual one.</param>
/// <param name="Route">The route's template; <c>other</c> where none matched.</param>
internal sealed record RequestCount(string Method, string Route, int Status, long Count);
