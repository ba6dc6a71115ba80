using System.Globalization;
using AspireStateless.Stores.Watch;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace AspireStateless.AppHost;

/// <summary>Makes the builder of an AppHost that people read the console of.</summary>
internal static class AppHostBuilder
{
    private const int MostReplicas = 50;

    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Aspire's own builder, with what the person at the terminal sees: a line for each resource that becomes healthy, a line and an exit
    /// code for what went wrong. Configuration <c>DisableDashboard</c> leaves the dashboard out.
    /// </summary>
    public static IDistributedApplicationBuilder Create(string[] args)
    {
        StartFailure.ReportWhenUnhandled();
        HomeFolder.Check();
        var early = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = args,
            DisableDashboard = early.GetValue<bool>("DisableDashboard"),
        });
        builder.Services.AddLogging(logging => logging
            .AddConsole(console => console.FormatterName = PlainConsole.Formatter)
            .AddConsoleFormatter<PlainConsole, ConsoleFormatterOptions>());
        // It runs the .NET CLI for the news of a package feed: a second of a core, just while everything starts.
        builder.Configuration["ASPIRE_VERSION_CHECK_DISABLED"] ??= "true";
        // Without its dashboard Aspire gives up what waits for a resource that has ended: here somebody starts it again.
        builder.Services.Configure<ResourceNotificationServiceOptions>(
            options => options.DefaultWaitBehavior = WaitBehavior.WaitOnResourceUnavailable);
        if (builder.ExecutionContext.IsRunMode)
        {
            // Ahead of Aspire's own, whose start ends only when all that waits for something has started too.
            builder.Services.AddEarly<HealthyResources>();
            builder.Services.AddEarly<OrchestratorWatch>();
            // Aspire's clients of a factory are its health checks.
            builder.Services.ConfigureHttpClientDefaults(http => http
                .ConfigureHttpClient(client => client.Timeout = HealthLimit)
                .AddHttpMessageHandler(() => new PatientChecks()));
        }

        return builder;
    }

    /// <summary>How many replicas of the service: configuration <c>Replicas</c>, 3 unless set.</summary>
    /// <exception cref="DistributedApplicationException">It is no number, or none that makes sense.</exception>
    public static int ReplicaCount(this IDistributedApplicationBuilder builder) => builder.Configuration["Replicas"] switch
    {
        null or "" => 3,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= MostReplicas => count,
        var text => throw new DistributedApplicationException($"Replicas is '{text}'; it has to be a number from 1 to {MostReplicas}."),
    };
}
