using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>
/// Says that it is not alive when its own timer has not run for half a minute: a process that stands still should be restarted, and no
/// store has a part in it.
/// </summary>
internal sealed class LivenessByHeartbeat(TimeProvider time) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private long _beatAt = time.GetTimestamp();

    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<LivenessByHeartbeat>();
        services.AddHostedService(provider => provider.GetRequiredService<LivenessByHeartbeat>());
        services.AddHealthChecks().AddCheck<LivenessByHeartbeat>("heartbeat", tags: ["live"]);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(time.GetElapsedTime(Volatile.Read(ref _beatAt)) < Silence
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("Its timer does not run."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Volatile.Write(ref _beatAt, time.GetTimestamp());
        }
    }
}
