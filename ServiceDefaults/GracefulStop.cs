using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AspireStateless.ServiceDefaults;

/// <summary>
/// A stop that fails nobody: not ready at once, then serving on for the drain window with <c>Connection: close</c> on every answer,
/// so that kept connections move away, and only then the listener's end.
/// </summary>
internal static class GracefulStop
{
    /// <summary>The host's limit for its stop; the flush of telemetry still follows. Aspire sends SIGKILL 6 s after SIGTERM.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public static void AddGracefulStop(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddSection<ShutdownOptions>("Shutdown");
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
                context.Response.OnStarting(Close, context.Response);
            }

            return next(context);
        });
    }

    private static Task Close(object response)
    {
        ((HttpResponse)response).Headers.Connection = "close";
        return Task.CompletedTask;
    }

    /// <summary>Holds the host's stop open for the drain window.</summary>
    /// <remarks>
    /// Kestrel unbinds in its own <c>StopAsync</c>, and the host calls no <c>StopAsync</c> before every <c>StoppingAsync</c> has ended.
    /// </remarks>
    private sealed class Drain(
        IHostApplicationLifetime lifetime,
        IOptions<ShutdownOptions> options,
        IMeterFactory meters,
        IHostEnvironment environment,
        TimeProvider time)
        : IHostedLifecycleService
    {
        public async Task StoppingAsync(CancellationToken cancellationToken)
        {
            // A signal has done this already; a stop by code has not, and readiness hangs on it.
            lifetime.StopApplication();
            await Task.Delay(options.Value.Drain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public Task StartingAsync(CancellationToken cancellationToken)
        {
            meters.Create(environment.ApplicationName).CreateObservableGauge(
                "service.draining",
                () => lifetime.ApplicationStopping.IsCancellationRequested ? 1 : 0,
                unit: null,
                "1 from the moment a stop begins");
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Section <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    /// <summary>How long a stopping process goes on serving: 0 to 3 seconds, 2 seconds unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:03")]
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(2);
}
