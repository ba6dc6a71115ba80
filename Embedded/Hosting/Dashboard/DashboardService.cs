using AspireStateless.Dashboard;

namespace Aspire.Hosting.Dashboard;

/// <summary>Runs the dashboard in this process, from before the first resource starts until all have stopped.</summary>
/// <remarks>
/// Configuration, as Aspire's: <c>ASPNETCORE_URLS</c> is where the pages are, <c>ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL</c> where telemetry is
/// sent to (both on a free loopback port unless set, and with <c>DcpPublisher:RandomizePorts</c>),
/// <c>ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN</c> what people log in with, <c>AppHost:OtlpApiKey</c> what senders show,
/// <c>ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS</c> lets everyone in. <c>DisableDashboard=true</c> leaves it off.
/// </remarks>
internal sealed class DashboardService(
    HostedResources resources, DistributedApplicationModel model, IConfiguration configuration, ILoggerFactory loggers,
    ILogger<DistributedApplication> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task<DashboardHost?> starting = Task.FromResult<DashboardHost?>(null);
    private Task following = Task.CompletedTask;

    /// <summary>Adds the dashboard to the host's services, unless it is switched off.</summary>
    internal static void AddTo(HostApplicationBuilder host, DistributedApplicationOptions options, string appHostName)
    {
        if (!options.DisableDashboard && !host.Configuration.GetValue<bool>(nameof(options.DisableDashboard)))
        {
            host.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HostedResources>(provider, appHostName));
            host.Services.AddHostedService<DashboardService>();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        following = FollowAsync();
        // Not waited for: stores start meanwhile, and only what sends telemetry has to know where it goes.
        starting = Task.Run(() => StartDashboardAsync(cancellationToken), cancellationToken);
        var telemetry = new TelemetryEnvironment(starting, configuration);
        foreach (var project in model.Resources.OfType<ProjectResource>())
        {
            project.Annotations.Add(new EnvironmentCallbackAnnotation(telemetry.AddAsync));
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (starting is { IsCompletedSuccessfully: true, Result: { } running })
        {
            await running.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            await resources.FollowAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // Whether a command is offered is asked of the user's code.
            logger.LogError(exception, "The dashboard no longer follows the resources.");
        }
    }

    private async Task<DashboardHost?> StartDashboardAsync(CancellationToken cancellationToken)
    {
        try
        {
            var running = await ListenAsync(Options(), cancellationToken).ConfigureAwait(false);
            logger.LogInformation("Now listening on: {Url}", running.Url.GetLeftPart(UriPartial.Authority));
            logger.LogInformation("Login to the dashboard at {Url}", running.LoginUrl);
            return running;
        }
        catch (Exception exception) when (exception is IOException or FormatException or InvalidOperationException)
        {
            // The application serves without it.
            logger.LogError("There is no dashboard: {Message}", exception.Message);
            return null;
        }
    }

    private async Task<DashboardHost> ListenAsync(DashboardOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await DashboardHost.StartAsync(options, resources, loggers, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (options.Pages.Port != 0 || options.Otlp.Port != 0)
        {
            logger.LogWarning("{Message} The dashboard takes free ports.", exception.Message);
            var free = options with { Pages = new IPEndPoint(options.Pages.Address, 0), Otlp = new IPEndPoint(options.Otlp.Address, 0) };
            return await DashboardHost.StartAsync(free, resources, loggers, cancellationToken).ConfigureAwait(false);
        }
    }

    private DashboardOptions Options()
    {
        var options = new DashboardOptions
        {
            AllowAnonymous = configuration.GetValue<bool>("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"),
        };
        if (!configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
        {
            options = options with
            {
                Pages = Address("ASPNETCORE_URLS") ?? options.Pages,
                Otlp = Address("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL") ?? options.Otlp,
            };
        }

        return options with
        {
            BrowserToken = Setting("ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN") ?? options.BrowserToken,
            OtlpApiKey = Setting("AppHost:OtlpApiKey") ?? options.OtlpApiKey,
        };
    }

    private IPEndPoint? Address(string key) => Setting(key) is { } urls ? DashboardOptions.Parse(urls) : null;

    private string? Setting(string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
