using System.Net;
using AspireStateless.Dashboard.Assets;
using AspireStateless.Dashboard.ConsoleLogs;
using AspireStateless.Dashboard.Live;
using AspireStateless.Dashboard.Login;
using AspireStateless.Dashboard.Pages;
using AspireStateless.Dashboard.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Dashboard;

/// <summary>The dashboard, running: its pages on one port, telemetry on another.</summary>
public sealed class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication pages;

    private DashboardHost(WebApplication pages, DashboardOptions options)
    {
        this.pages = pages;
        Url = PublicUrl(pages, options.Pages);
        LoginUrl = options.AllowAnonymous ? Url : new Uri(Url, $"login?t={Uri.EscapeDataString(options.BrowserToken)}");
    }

    /// <summary>Where the pages are.</summary>
    public Uri Url { get; }

    /// <summary>A link that logs in whoever opens it.</summary>
    public Uri LoginUrl { get; }

    /// <summary>Starts the dashboard.</summary>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    public static async Task<DashboardHost> StartAsync(
        DashboardOptions options, IResourceSource resources, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var app = Build(options, resources, loggers);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new DashboardHost(app, options);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await pages.StopAsync().ConfigureAwait(false);
        await pages.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(DashboardOptions options, IResourceSource resources, ILoggerFactory loggers)
    {
        var builder = EmptyBuilder(options.Pages, loggers);
        var services = builder.Services;
        services.AddRoutingCore();
        services.AddSingleton(options);
        services.AddSingleton(resources);
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
        return app;
    }

    // Empty: the AppHost's environment holds addresses and settings that are meant for other servers.
    private static WebApplicationBuilder EmptyBuilder(IPEndPoint address, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        });
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
