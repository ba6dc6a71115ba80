using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AspireStateless.ServiceDefaults;

/// <summary>
/// A stop that fails nobody: not ready at once, then serving on for the drain window with <c>Connection: close</c> on every answer,
/// so that kept connections move away, and only then the listener's end.
/// </summary>
internal static class GracefulStop
{
    /// <summary>The host's limit for its stop; the flush of telemetry still follows. Aspire sends SIGKILL 6 s after SIGTERM.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public static void AddGracefulStop(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<ShutdownOptions>().BindConfiguration("Shutdown").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout);
        builder.Services.AddHostedService<Drain>();
    }

    public static void UseGracefulStop(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            if (stopping.IsCancellationRequested)
            {
                // At the start of the response, because the exception handler clears headers that were set before it.
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.Connection = "close";
                    return Task.CompletedTask;
                });
            }

            return next(context);
        });
    }
}
