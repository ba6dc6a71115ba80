using System.Net;
using AspireStateless.Dashboard.Assets;
using AspireStateless.Dashboard.ConsoleLogs;
using AspireStateless.Dashboard.Live;
using AspireStateless.Dashboard.Login;
using AspireStateless.Dashboard.Metrics;
using AspireStateless.Dashboard.Pages;
using AspireStateless.Dashboard.Resources;
using AspireStateless.Dashboard.StructuredLogs;
using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Otlp;
using AspireStateless.Dashboard.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Dashboard;

/// <summary>The dashboard, running: its pages on one port, telemetry on another.</summary>
public sealed class DashboardHost : IAsyncDisposable
{
    private const int FormBytesMax = 64 * 1024;

    private readonly WebApplication pages;
    private readonly WebApplication otlp;

    private DashboardHost(WebApplication pages, WebApplication otlp, DashboardOptions options)
    {
        this.pages = pages;
        this.otlp = otlp;
        Url = PublicUrl(pages, options.Pages);
        OtlpUrl = PublicUrl(otlp, options.Otlp);
        OtlpApiKey = options.OtlpApiKey;
        LoginUrl = options.AllowAnonymous ? Url : new Uri(Url, $"login?t={Uri.EscapeDataString(options.BrowserToken)}");
    }

    /// <summary>Where the pages are.</summary>
    public Uri Url { get; }

    /// <summary>A link that logs in whoever opens it.</summary>
    public Uri LoginUrl { get; }

    /// <summary>Where telemetry is sent to, by OTLP over HTTP with protobuf.</summary>
    public Uri OtlpUrl { get; }

    /// <summary>What senders show in the header <c>x-otlp-api-key</c>.</summary>
    public string OtlpApiKey { get; }

    /// <summary>Starts the dashboard.</summary>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    public static async Task<DashboardHost> StartAsync(
        DashboardOptions options, IResourceSource resources, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var store = new TelemetryStore();
        var ingest = BuildOtlp(options, store, loggers);
        var app = BuildPages(options, resources, store, loggers);
        try
        {
            await ingest.StartAsync(cancellationToken).ConfigureAwait(false);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new DashboardHost(app, ingest, options);
        }
        catch
        {
            await ingest.DisposeAsync().ConfigureAwait(false);
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var app in new[] { pages, otlp })
        {
            await app.StopAsync().ConfigureAwait(false);
            await app.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static WebApplication BuildOtlp(DashboardOptions options, TelemetryStore store, ILoggerFactory loggers)
    {
        var app = EmptyBuilder(options.Otlp, 2 * OtlpLimits.PayloadBytesMax, loggers).Build();
        app.UseRouting();
        app.MapOtlp(store, options.OtlpApiKey, TimeProvider.System);
        return app;
    }

    private static WebApplication BuildPages(
        DashboardOptions options, IResourceSource resources, TelemetryStore store, ILoggerFactory loggers)
    {
        var builder = EmptyBuilder(options.Pages, FormBytesMax, loggers);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(resources);
        services.AddSingleton(store);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<LoginSession>();

        var app = builder.Build();
        app.UseLocalNames(options.Pages.Address);
        app.UsePageHeaders();
        app.UseLogin();
        app.UseRouting();
        app.MapLogin();
        app.MapAssets();
        app.MapLive();
        app.MapResources();
        app.MapConsoleLogs();
        app.MapStructuredLogs();
        app.MapTraces();
        app.MapMetrics();
        return app;
    }

    // Empty: the AppHost's environment holds addresses and settings that are meant for other servers.
    private static WebApplicationBuilder EmptyBuilder(IPEndPoint address, long requestBytesMax, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = requestBytesMax;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(loggers);
        return builder;
    }

    // By name where it is loopback: that is the address that people know, and cookies of.
    private static Uri PublicUrl(WebApplication app, IPEndPoint configured)
    {
        var bound = new Uri(app.Urls.First());
        var isLocal = IPAddress.IsLoopback(configured.Address) || configured.Address.Equals(IPAddress.Any);
        return isLocal ? new UriBuilder(bound) { Host = "localhost" }.Uri : bound;
    }

    /// <summary>Ctrl+C is the AppHost's to handle.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
