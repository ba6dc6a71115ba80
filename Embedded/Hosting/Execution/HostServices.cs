namespace Aspire.Hosting.Execution;

/// <summary>The services of the host process.</summary>
internal static class HostServices
{
    // Replicas first, then stores; each gets ProcessInstance.StopLimit, and a little is needed around them.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    internal static void Add(
        HostApplicationBuilder host, IDistributedApplicationBuilder builder, DistributedApplicationOptions options, string appHostName)
    {
        var services = host.Services;
        services.Configure<HostOptions>(settings => settings.ShutdownTimeout = ShutdownTimeout);
        services.AddLogging(logging => logging
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.ColorBehavior = Console.IsOutputRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
            })
            // A check that fails is a state of its resource; while a store starts it fails all the time.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            // What keeps the application from starting is said in one line, by who runs it; here it would come with a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical));
        services.AddHealthChecks();

        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(builder.Eventing);
        services.AddSingleton(_ => new DistributedApplicationModel(builder.Resources));
        var notifications = new ResourceNotificationService(
            options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        var loggers = new ResourceLoggerService(notifications);
        services.AddSingleton(notifications);
        services.AddSingleton(loggers);
        services.AddSingleton(provider => new ResourceCommandService(notifications, loggers, provider));

        services.AddSingleton(new DataFolder(host.Configuration, builder.AppHostDirectory));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ProcessLauncher>();
        services.AddSingleton<PortReservations>();
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton(new BuiltProjects(builder.AppHostAssembly));
        services.AddSingleton<InstanceServices>();
        services.AddSingleton<ApplicationOrchestrator>();
        if (options.EnableResourceLogging)
        {
            services.AddHostedService(provider => new ResourceOutputLogging(
                appHostName, notifications, loggers, provider.GetRequiredService<ILoggerFactory>()));
        }

        DashboardService.AddTo(host, options, appHostName);
        services.AddHostedService<StartupSummary>();
        // Last, so that what instances print is seen while others still wait for them to start, and until they have stopped.
        services.AddHostedService(provider => provider.GetRequiredService<ApplicationOrchestrator>());
    }
}
