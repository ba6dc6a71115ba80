using AspireStateless.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the system shares: telemetry, health, problem details and a graceful stop.</summary>
public static class ServiceDefaults
{
    /// <summary>Registers the defaults. Options: <c>Shutdown:Drain</c>.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // Two lines of log a request or a statement cost more than what they tell of. Underneath every other source, so any of them can turn it up.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", nameof(LogLevel.Warning)),
                new("Logging:LogLevel:Npgsql", nameof(LogLevel.Warning)),
            ],
        });

        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.AddGracefulStop();
        builder.Services.AddProblemDetailsForAnyClient();
        return builder;
    }

    /// <summary>Puts the defaults in front of what is mapped: draining, and a problem document for every error.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseRequestSpans();
        app.UseGracefulStop();
        app.UseProblemDetails();
        return app;
    }
}
