namespace Aspire.Hosting.Execution;

/// <summary>One request through an endpoint's proxy: it tells that some replica answers, not that each does.</summary>
internal static class HttpHealth
{
    private static readonly SocketsHttpHandler Direct = new() { UseProxy = false, AllowAutoRedirect = false };
    private static readonly HttpClient Http = new(Direct) { Timeout = TimeSpan.FromSeconds(5) };

    internal static IResourceBuilder<T> Add<T>(IResourceBuilder<T> builder, string path, int statusCode, string? endpointName)
        where T : IResourceWithEndpoints
    {
        string[] candidates = endpointName is null ? ["https", "http"] : [endpointName];
        var endpoint = candidates.Select(builder.GetEndpoint).FirstOrDefault(candidate => candidate.Exists)
            ?? throw new DistributedApplicationException(
                $"Resource '{builder.Resource.Name}' has no endpoint named {string.Join(" or ", candidates)} to check. Add the endpoint before the health check.");
        return HealthQuestion.Add(
            builder, $"{builder.Resource.Name}_{endpoint.EndpointName}_{path}_{statusCode}_check", $"GET {path}", async cancellationToken =>
            {
                // A connection of its own, so that the proxy chooses anew.
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(endpoint.Url), path)) { Headers = { ConnectionClose = true } };
                using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                return (int)response.StatusCode == statusCode ? null : $"answered {(int)response.StatusCode}, not {statusCode}";
            });
    }
}
