using System.Net.Http.Headers;
using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Embedded.Tests.Telemetry;

/// <summary>A server that takes telemetry in, and the store behind it.</summary>
internal sealed class IngestHost : IAsyncDisposable
{
    internal const string ApiKey = "the key";

    private readonly WebApplication app;

    private IngestHost(TelemetryStore store)
    {
        Store = store;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapOtlp(store, ApiKey, TimeProvider.System);
    }

    internal TelemetryStore Store { get; }

    internal Uri Address => new(app.Urls.Single());

    /// <param name="clock">The store's; null for the machine's.</param>
    internal static async Task<IngestHost> StartAsync(TimeProvider? clock = null)
    {
        var host = new IngestHost(new(TelemetryLimits.Default, clock ?? TimeProvider.System));
        await host.app.StartAsync(Deadline.Token);
        return host;
    }

    /// <summary>Sends a payload as an exporter would.</summary>
    internal async Task<HttpResponseMessage> SendAsync(string signal, byte[] payload, string? key = ApiKey, string? encoding = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, $"/v1/{signal}"));
        request.Content = new ByteArrayContent(payload);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        return await client.SendAsync(request, Deadline.Token);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
