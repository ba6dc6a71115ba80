using AspireStateless.Dashboard;

namespace Aspire.Hosting.Dashboard;

/// <summary>Tells the processes of projects where the dashboard takes telemetry in, by the standard variables. What somebody has set stays.</summary>
internal sealed class TelemetryEnvironment(Task<DashboardHost?> starting, IConfiguration configuration)
{
    // Milliseconds: what happens is to be seen while it happens. As in Aspire.
    private const string Soon = "1000";

    internal async Task AddAsync(EnvironmentCallbackContext context)
    {
        if (await starting.WaitAsync(context.CancellationToken).ConfigureAwait(false) is not { } dashboard)
        {
            return;
        }

        var variables = context.EnvironmentVariables;
        variables.TryAdd("OTEL_EXPORTER_OTLP_ENDPOINT", dashboard.OtlpUrl.GetLeftPart(UriPartial.Authority));
        variables.TryAdd("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        variables.TryAdd("OTEL_EXPORTER_OTLP_HEADERS", $"x-otlp-api-key={dashboard.OtlpApiKey}");
        variables.TryAdd("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        foreach (var name in new[] { "OTEL_BLRP_SCHEDULE_DELAY", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_METRIC_EXPORT_INTERVAL" })
        {
            // A process inherits what the AppHost was started with.
            if (configuration[name] is null)
            {
                variables.TryAdd(name, Soon);
            }
        }
    }
}
