namespace Aspire.Hosting.Execution;

/// <summary>
/// Work that goes on as long as the application does. Ending it is no failure, whenever that is: of an application that is disposed without
/// having been stopped, because it could not start for example, the host would report it as a crash.
/// </summary>
internal abstract class OngoingService : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await FollowAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    protected abstract Task FollowAsync(CancellationToken stoppingToken);
}
