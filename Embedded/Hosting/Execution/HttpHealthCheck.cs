namespace Aspire.Hosting.Execution;

/// <summary>One request through an endpoint's proxy: it tells that some replica answers, not that each does.</summary>
internal sealed class HttpHealthCheck(EndpointReference endpoint, string path, int statusCode) : IHealthCheck
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    internal static IResourceBuilder<T> Add<T>(IResourceBuilder<T> builder, string path, int statusCode, string? endpointName)
        where T : IResourceWithEndpoints
    {
        string[] candidates = endpointName is null ? ["https", "http"] : [endpointName];
        var endpoint = candidates.Select(builder.GetEndpoint).FirstOrDefault(candidate => candidate.Exists)
            ?? throw new DistributedApplicationException(
                $"Resource '{builder.Resource.Name}' has no endpoint named {string.Join(" or ", candidates)} to check. Add the endpoint before the health check.");
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{path}_{statusCode}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(key, _ => new HttpHealthCheck(endpoint, path, statusCode), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // A connection of its own, so that the proxy chooses anew.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(endpoint.Url), path)) { Headers = { ConnectionClose = true } };
        try
        {
            using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return (int)response.StatusCode == statusCode
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"GET {path} answered {(int)response.StatusCode}, not {statusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"GET {path} got no answer: {exception.Message}");
        }
    }
}
