using Aspire.Hosting.Testing;

namespace AspireStateless.Embedded.Tests.Running;

/// <summary>Talks to the sample service through its proxy.</summary>
internal static class Sample
{
    internal static Uri Endpoint(DistributedApplication app) => app.GetEndpoint("sample");

    /// <summary>Over a connection of its own; the answer is the pid of the replica that gave it.</summary>
    internal static async Task<string> AskAsync(DistributedApplication app)
    {
        using var http = app.CreateHttpClient("sample");
        return await http.GetStringAsync(new Uri("/", UriKind.Relative), Deadline.Token);
    }
}
