using AspireStateless.Stores.Programs;
using Microsoft.Extensions.Hosting;

namespace AspireStateless.Stores.Postgres;

/// <summary>
/// Has Postgres servers that are being stopped cut their clients off, as the official image asks for: on the SIGTERM of the orchestrator
/// they would wait for clients to leave by themselves, and be killed after six seconds.
/// </summary>
internal sealed class FastShutdown(ResourceNotificationService notifications, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            // When everything stops, the clients do leave by themselves, and are to do so in peace.
            if (change.Resource is PostgresProgramResource postgres && change.Snapshot.State?.Text == KnownResourceStates.Stopping
                && !lifetime.ApplicationStopping.IsCancellationRequested && ProcessTable.PidOf(change.Snapshot) is { } pid
                && PostgresCluster.IsServers(postgres.Folder, pid))
            {
                Signals.TrySend(pid, Signal.SIGINT);
            }
        }
    }
}
