using Aspire.Hosting;
using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Endpoint;
using AspireStateless.Chaos.Faults;
using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using AspireStateless.Stores.Watch;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos;

/// <summary>Opens an AppHost to a test harness.</summary>
public static class ChaosControlExtensions
{
    /// <summary>
    /// Adds the control endpoint: HTTP on a free loopback port, through which whoever holds the run's token sees all instances and puts
    /// faults on them. Where it listens, and the token, is written to <c>[pid].json</c> in a folder of all of this user's applications,
    /// and in <c>artifacts/apphosts</c> beside the AppHost's project if there is a folder <c>artifacts</c>, readable by its owner only,
    /// when every replica of the first project runs; the files go when the application stops.
    /// </summary>
    /// <remarks>
    /// Configuration: <c>Chaos:StopWithStdin</c> (true or false, false unless set) stops the application at end-of-file on standard input;
    /// <c>Chaos:Folder</c> is the only folder for the file; <c>Chaos:Links</c> (true or false, false unless set) leads the connections of
    /// the projects that were added before to Redis and Postgres through links that can be disturbed; <c>Chaos:OwnHomes</c> (true or false,
    /// false unless set) gives each of their instances a HOME and TMPDIR of its own. Does nothing when the graph is published.
    /// </remarks>
    /// <param name="builder">The application.</param>
    /// <param name="adminPassword">Password of the service's user <c>admin</c>, for the harness; null for a service without one.</param>
    public static IDistributedApplicationBuilder AddChaosControl(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ParameterResource>? adminPassword = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.ExecutionContext.IsRunMode)
        {
            return builder;
        }

        var services = builder.Services;
        services.AddSingleton(new ControlAccess { AdminPassword = adminPassword?.Resource });
        services.AddSingleton<ContainerApi>();
        services.AddSingleton<ApplicationProcesses>();
        services.AddSingleton<InstanceFeed>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<InstanceLifecycle>();
        services.AddSingleton<StoreInspectors>();
        services.AddSingleton<TopologyReader>();

        builder.AddStartOverlays();
        services.AddFaults();
        services.AddSingleton<FaultMarks>();
        services.AddSingleton<FaultRegistry>();
        builder.AddFaultCommands();
        services.AddSingleton<RunLeases>();
        services.AddSingleton<LiveLink>();

        // A repository that does not build into such a folder is left as it is.
        var artifacts = Path.Combine(builder.AppHostDirectory, "..", "artifacts");
        string?[] folders = builder.Configuration["Chaos:Folder"] is { } only
            ? [only] : [Directory.Exists(artifacts) ? Path.Combine(artifacts, "apphosts") : null, AppHostAddress.UsersFolder];
        services.AddSingleton(provider => new AppHostFile(
            [.. folders.OfType<string>()], provider.GetRequiredService<ILogger<AppHostFile>>()));
        services.AddSingleton<Announcement>();
        services.AddHostedService<ControlServer>();
        if (builder.Configuration.GetValue<bool>("Chaos:StopWithStdin"))
        {
            services.AddEarly<StandardInputWatch>();
        }

        return builder;
    }

    /// <summary>
    /// Hands the control endpoint to a harness that this AppHost runs: <c>CONTROL_URL</c>, <c>CONTROL_TOKEN</c> and
    /// <c>ADMIN_PASSWORD</c>, if there is one; where its run can be watched becomes a URL of it. Nothing unless
    /// <see cref="AddChaosControl"/> was called before.
    /// </summary>
    public static IResourceBuilder<T> WithChaosControl<T>(this IResourceBuilder<T> builder) where T : IResourceWithEnvironment
    {
        var registration = builder.ApplicationBuilder.Services.FirstOrDefault(service => service.ServiceType == typeof(ControlAccess));
        if (registration?.ImplementationInstance is not ControlAccess access)
        {
            return builder;
        }

        access.Harnesses.Add(builder.Resource);
        return builder.WithEnvironment(context =>
        {
            if (access.Url is { } url)
            {
                context.EnvironmentVariables[ControlVariables.Url] = url;
                context.EnvironmentVariables[ControlVariables.Token] = access.Token.Value;
                if (access.AdminPassword is { } adminPassword)
                {
                    context.EnvironmentVariables[ControlVariables.AdminPassword] = adminPassword;
                }
            }
        });
    }
}
