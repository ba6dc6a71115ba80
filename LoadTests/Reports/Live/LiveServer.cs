using System.Net;
using AspireStateless.LoadTests.Reports.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.LoadTests.Reports.Live;

/// <summary>The live page of one run: on loopback, on a port of its own, read-only.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveServer(WebApplication app, LiveFeed feed) => (_app, Feed) = (app, feed);

    public LiveFeed Feed { get; }

    public Uri Url => new(_app.Urls.First());

    /// <param name="title">Of the page.</param>
    /// <exception cref="IOException">There is no port to listen on.</exception>
    public static async Task<LiveServer> StartAsync(string title, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port: 0));
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, RunLifetime>();
        var app = builder.Build();
        var feed = new LiveFeed();
        var page = PageAssets.Fill("live.html", new Dictionary<string, string>
        {
            ["title"] = WebUtility.HtmlEncode(title),
            ["styles"] = PageAssets.Styles,
            ["script"] = PageAssets.Bundle($"{PageAssets.Folder}live.js"),
        });
        app.MapGet("/", () => TypedResults.Content(page, "text/html; charset=utf-8"));
        app.MapGet("/events", (CancellationToken gone) => TypedResults.ServerSentEvents(feed.ReadAsync(gone)));
        await app.StartAsync(cancellationToken);
        return new LiveServer(app, feed);
    }

    public async ValueTask DisposeAsync()
    {
        Feed.End();
        await _app.DisposeAsync();
    }

    /// <summary>Signals are for the run, which has faults to cure: the usual lifetime would catch them.</summary>
    private sealed class RunLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
