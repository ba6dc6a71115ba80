namespace AspireStateless.PlantedBugs.Slowdowns;

/// <summary>Takes two seconds more until it listens: requests are as quick as ever, and a replica that is lost is missed longer.</summary>
internal sealed class SlowStart(TimeProvider time) : IHostedService
{
    private static readonly TimeSpan Wasted = TimeSpan.FromSeconds(2);

    public static void Plant(IServiceCollection services) => services.AddHostedService<SlowStart>();

    public Task StartAsync(CancellationToken cancellationToken) => Task.Delay(Wasted, time, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
