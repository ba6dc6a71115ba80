using Microsoft.Extensions.Hosting;

namespace AspireStateless.Stores.Data;

/// <summary>
/// Lets go of the data folder, and removes a temporary one: when the application has stopped, or when it is disposed after a start that
/// failed. (What Aspire runs to its end it does not dispose.)
/// </summary>
internal sealed class DataFolderEnd(DataFolder folder) : IHostedLifecycleService, IDisposable
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Behind the orchestrator, which has been told to end its processes by now.
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => folder.Dispose();
}
