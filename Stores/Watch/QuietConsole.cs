using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Stores.Watch;

/// <summary>Keeps off the console what is no news there.</summary>
internal static class QuietConsole
{
    private const string HealthChecks = "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService";
    private const string Keys = "Microsoft.AspNetCore.DataProtection";
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>
    /// Each check of what is still starting fails, and would be an error there: health is the dashboard's. A host that is stopped while it
    /// starts logs its own cancellation with a stack trace: not after a line has said why, and an exit code. The keys of an AppHost's own
    /// web servers protect nothing that is kept: that they are not encrypted is no news for people.
    /// </summary>
    public static void AddQuietConsole(this IServiceCollection services) => services.AddLogging(logging => logging
        .AddFilter(HealthChecks, LogLevel.None)
        .AddFilter(Keys, LogLevel.Error)
        .AddFilter(Host, level => level >= LogLevel.Warning && Environment.ExitCode == 0));
}
