namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>
/// Stops all its threads for a full, compacting collection every second, as a service with a large heap does now and then: some answers
/// are late, and none is wrong or later than promised.
/// </summary>
internal sealed class FullCollections(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public static void Plant(IServiceCollection services) => services.AddHostedService<FullCollections>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        }
    }
}
