using AspireStateless.Api.Storage;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>A recurring job that takes its turn again and again, whatever became of the last.</summary>
internal abstract class JobLoop(TimeSpan interval, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await AfterTheEffect.TryAsync(TickIfDueAsync(stoppingToken));
            await Task.Delay(interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected abstract Task TickIfDueAsync(CancellationToken cancellationToken);
}
