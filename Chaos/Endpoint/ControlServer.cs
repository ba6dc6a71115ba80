using System.Net;
using AspireStateless.Chaos.Faults;
using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>Runs the control endpoint in the AppHost, from before the first resource starts until the application stops.</summary>
internal sealed class ControlServer(
    IServiceProvider services, ControlAccess access, InstanceFeed instances, EventFeed events, Announcement announcement,
    ILogger<ControlServer> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private const int RequestBytesMax = 64 * 1024;

    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _app;
    private Task _background = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _app = Build();
        await _app.StartAsync(cancellationToken);
        access.Url = _app.Urls.Single();
        _background = Task.WhenAll(
            LoggedAsync(instances.FollowAsync(_stopping.Token)),
            LoggedAsync(announcement.MakeAsync(access, _stopping.Token)));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<FaultRegistry>().Release();
        return EndAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        events.Close();
        if (_app is not null)
        {
            await _app.StopAsync(cancellationToken);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A start that failed half-way is not followed by a stop.
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stopping.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task EndAsync()
    {
        await _stopping.CancelAsync();
        await _background;
        announcement.Withdraw();
    }

    // Without its control endpoint the application still serves; a harness sees that the endpoint is missing or silent.
    private async Task LoggedAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // That is how it ends.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogError(exception, "The control endpoint has failed.");
        }
    }

    private WebApplication Build()
    {
        // Empty: the AppHost's environment holds addresses and settings that are meant for other servers.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port: 0);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBytesMax;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        // Ctrl+C is the AppHost's to handle.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(services.GetRequiredService<TopologyReader>());
        builder.Services.AddSingleton(services.GetRequiredService<StoreInspectors>());
        builder.Services.AddSingleton(services.GetRequiredService<FaultRegistry>());
        builder.Services.AddSingleton(services.GetRequiredService<RunLeases>());
        builder.Services.AddSingleton(services.GetRequiredService<LiveLink>());
        builder.Services.AddSingleton(events);

        var built = builder.Build();
        built.UseProblemResponses(built.Logger);
        access.Token.Guard(built);
        built.UseRouting();
        built.MapControl();
        return built;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
