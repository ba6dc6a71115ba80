namespace Aspire.Hosting.Execution;

/// <summary>
/// Work that goes on as long as the application does. Not a <see cref="BackgroundService"/>: of an application that is disposed without having been
/// stopped, because it could not start for example, the host would report that as a crash.
/// </summary>
internal abstract class OngoingService : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task work = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        work = Task.Run(() => ExecuteAsync(stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task ExecuteAsync(CancellationToken stoppingToken);
}
