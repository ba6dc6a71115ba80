namespace Aspire.Hosting;

/// <summary>An application made of resources, run by this process.</summary>
/// <param name="host">The built host that it wraps.</param>
public class DistributedApplication(IHost host) : IHost, IAsyncDisposable
{
    private bool disposed;

    /// <inheritdoc />
    public IServiceProvider Services => host.Services;

    /// <summary>States of all instances.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Commands on all instances.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>What is held from the first generated parameter on, before anything starts.</summary>
    internal IDisposable? Data { get; init; }

    /// <summary>A builder without arguments.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>A builder with the program's arguments.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>A builder made to order.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Starts everything, and stops everything at Ctrl+C or SIGTERM.</summary>
    [SuppressMessage("Usage", "VSTHRD002", Justification = "Aspire's shape: the last line of a program that has no other thread to block.")]
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run"/>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DistributedApplicationException exception)
        {
            // The message is for the person who started the program; a stack trace would bury it.
            StartFailure.Report(exception);
            await DisposeAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            await host.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped while it was starting, as asked.
        }
    }

    /// <summary>Starts everything; returns when all that starts by itself was made, so it blocks while something waits for something.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops everything: first who depends, then what is depended on.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    /// <inheritdoc />
    [SuppressMessage("Usage", "VSTHRD002", Justification = "The interface asks for it; nothing here runs on a captured context.")]
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops what still runs.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        if (lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopped.IsCancellationRequested)
        {
            await host.StopAsync().ConfigureAwait(false);
        }

        // The generic host is both, and only so are its services disposed without blocking.
        await ((IAsyncDisposable)host).DisposeAsync().ConfigureAwait(false);

        Data?.Dispose();
    }

    private Task PrepareAsync(CancellationToken cancellationToken) =>
        Services.GetRequiredService<ApplicationOrchestrator>().PrepareAsync(cancellationToken);
}
