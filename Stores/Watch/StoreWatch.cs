using AspireStateless.Stores.Kinds;
using Microsoft.Extensions.Hosting;

namespace AspireStateless.Stores.Watch;

/// <summary>
/// Says on the console what would otherwise be an endless wait in silence: a store that never gets to serve ends the application, one that
/// is away later is named with those who wait for it, once per outage.
/// </summary>
internal sealed class StoreWatch(
    ResourceNotificationService notifications, ResourceLoggerService logs, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan OutageLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<IResource, StoreLife> _stores = [];
    private readonly Dictionary<string, IResource> _waiting = new(StringComparer.Ordinal);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FollowAsync(stoppingToken), LookAsync(stoppingToken));

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            lock (_gate)
            {
                if (StoreAnnotation.Of(change.Resource) is not null)
                {
                    if (!_stores.TryGetValue(change.Resource, out var life))
                    {
                        _stores[change.Resource] = life = new StoreLife(change.Resource);
                    }

                    life.See(change.Snapshot, TimeProvider.System.GetTimestamp());
                }

                if (change.Snapshot.State?.Text == KnownResourceStates.Waiting)
                {
                    _waiting[change.ResourceId] = change.Resource;
                }
                else
                {
                    _waiting.Remove(change.ResourceId);
                }
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(cancellationToken) && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            if (NeverServed() is { } life)
            {
                var lines = await StoreLog.TellingAsync(logs, life.Store, cancellationToken);
                Say($"Store '{life.Store.Name}' did not start ({End(life.Now!)}): {lines}. The application stops.");
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }

            foreach (var outage in Outages())
            {
                Say(outage);
            }
        }
    }

    private StoreLife? NeverServed()
    {
        lock (_gate)
        {
            return _stores.Values.FirstOrDefault(life => life.NeverServed);
        }
    }

    private List<string> Outages()
    {
        var now = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            return
            [
                .. from life in _stores.Values
                   let waiters = _waiting.Values.Where(resource => WaitsFor(resource, life.Store))
                       .Select(resource => resource.Name).Distinct().ToList()
                   where life.IsToBeSaid(now, OutageLimit, waiters.Count > 0)
                   select $"Store '{life.Store.Name}' {What(life)} Waiting for it: {string.Join(", ", waiters)}.",
            ];
        }
    }

    private static string What(StoreLife life) => life.HasEnded
        ? $"has ended ({End(life.Now!)}). Start it with its start command in the dashboard, or start the AppHost anew."
        : $"runs and has not served for {OutageLimit.TotalSeconds:0} s: "
            + $"{life.Now!.HealthReports.Select(report => report.Description).FirstOrDefault(
                why => why is not null) ?? "its health is not known yet"}.";

    private static bool WaitsFor(IResource resource, IResource store) => resource.Annotations.OfType<WaitAnnotation>()
        .Any(wait => wait.Resource == store || (wait.Resource as IResourceWithParent)?.Parent == store);

    private static string End(CustomResourceSnapshot snapshot) =>
        snapshot.ExitCode is { } exitCode ? $"{snapshot.State?.Text}, exit code {exitCode}" : $"{snapshot.State?.Text}";

    private static void Say(string line) => Console.Error.WriteLine(line.ReplaceLineEndings(" "));
}
