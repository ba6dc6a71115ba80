using System.Net.Sockets;
using System.Security.Cryptography;
using AspireStateless.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the system shares: telemetry, health, problem details and a graceful stop.</summary>
public static class ServiceDefaults
{
    /// <summary>The exit code for a configuration that cannot work.</summary>
    public const int BadConfiguration = 64;

    // Underneath every other source, so any of them can turn it up.
    private static readonly MemoryConfigurationSource LogLevels = new()
    {
        InitialData =
        [
            // Two lines of log a request or a statement cost more than what they tell of.
            new("Logging:LogLevel:Microsoft.AspNetCore", nameof(LogLevel.Warning)),
            new("Logging:LogLevel:Npgsql", nameof(LogLevel.Warning)),
            // An attempt to connect writes two stack traces, four times a second; the service says itself that a store went or came.
            new("Logging:LogLevel:StackExchange.Redis", nameof(LogLevel.None)),
            // A probe that finds a process starting or stopping is no error, and whoever asked was told.
            new("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", nameof(LogLevel.None)),
            // Its errors are thrown too, and end the process with a stack trace; but for a stop in the middle of the start, which is none.
            new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", nameof(LogLevel.Critical)),
        ],
    };

    /// <summary>Registers the defaults. Options: <c>Shutdown:Drain</c>.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Configuration.Sources.Insert(0, LogLevels);
        RequireLogLevels(builder.Configuration.GetSection("Logging"));
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.AddGracefulStop();
        // The framework's writer declines a client that accepts only text/html, who would then get an empty body. This one is asked first.
        builder.Services.AddSingleton<IProblemDetailsWriter, AnyClientWriter>();
        builder.Services.AddProblemDetails();
        return builder;
    }

    /// <summary>Binds options to their section; a value that they refuse ends the start.</summary>
    public static OptionsBuilder<TOptions> AddSection<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class =>
        builder.Services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();

    /// <summary>Puts the defaults in front of what is mapped: spans, draining, and a problem document for every error.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseRequestSpans();
        app.UseGracefulStop();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context =>
            TypedResults.Problem(statusCode: context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        return app;
    }

    /// <summary>
    /// Builds a service and runs it until it is told to stop. What its options or a library refuse of its configuration is told in one line
    /// instead of a stack trace.
    /// </summary>
    /// <returns>The exit code: 0, or <see cref="BadConfiguration"/>.</returns>
    public static async Task<int> RunServiceAsync(Func<WebApplication> build)
    {
        // Out of reach when the application is disposed of.
        CancellationToken started = default, stopping = default;
        try
        {
            var app = build();
            (started, stopping) = (app.Lifetime.ApplicationStarted, app.Lifetime.ApplicationStopping);
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop before it had started.
        }
        catch (Exception exception) when (!started.IsCancellationRequested && IsRefusal(exception))
        {
            await Console.Error.WriteLineAsync(
                (exception is OptionsValidationException refusal ? string.Join(' ', refusal.Failures) : exception.Message)
                .ReplaceLineEndings(" "));
            return BadConfiguration;
        }

        return 0;
    }

    // The library's own refusal says neither which setting it means nor what it takes.
    private static void RequireLogLevels(IConfiguration logging)
    {
        var levels = logging.AsEnumerable().Where(setting => setting.Key.Contains("LogLevel:", StringComparison.OrdinalIgnoreCase));
        foreach (var level in levels)
        {
            if (level.Value is { Length: > 0 } value && !Enum.TryParse<LogLevel>(value, ignoreCase: true, out _))
            {
                throw new FormatException($"{level.Key} is '{value}'; it has to be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }
        }
    }

    // What libraries throw when they read settings, files of certificates, addresses to listen on.
    private static bool IsRefusal(Exception exception) => exception
        is OptionsValidationException or ArgumentException or FormatException or InvalidOperationException or CryptographicException
        or IOException or UnauthorizedAccessException or SocketException;

    /// <summary>Every error leaves as <c>application/problem+json</c>, whatever the client says it accepts.</summary>
    private sealed class AnyClientWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            options.Value.CustomizeProblemDetails?.Invoke(context);
            // Without a token of ours it ends with the request, and silently: that a client has gone is no error of the service.
            await context.HttpContext.Response.WriteAsJsonAsync(context.ProblemDetails, options: null, "application/problem+json");
        }
    }
}
