using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace AspireStateless.AppHost.Tests;

/// <summary>The real graph, started on random ports and temporary data, and gone when it is disposed.</summary>
internal sealed class RunningGraph : IAsyncDisposable
{
    // What hangs is to be told from what is slow, on the slowest machine too.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ChangeLimit = TimeSpan.FromMinutes(1);

    // What projects by path need was built with the tests; their output is for people who watch.
    private static readonly string[] Always =
    [
        "--Data=temporary", "--Projects:SuppressBuild=true", "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:AppHost.Resources=None",
        "--Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks=None",
    ];

    private readonly IDistributedApplicationTestingBuilder _owner;

    private RunningGraph(IDistributedApplicationTestingBuilder owner, DistributedApplication application)
    {
        _owner = owner;
        Application = application;
    }

    public DistributedApplication Application { get; }

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts the graph and waits until every replica serves.</summary>
    /// <param name="add">Adds what the AppHost's own graph has not.</param>
    public static async Task<RunningGraph> StartAsync(IReadOnlyList<string> args, Action<IDistributedApplicationBuilder>? add = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(StartLimit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([.. Always, .. args], limit.Token);
        try
        {
            add?.Invoke(builder);
            var application = await builder.BuildAsync(limit.Token);
            await application.StartAsync(limit.Token);
            await application.ResourceNotifications.WaitForResourceHealthyAsync("api", limit.Token);
            return new RunningGraph(builder, application);
        }
        catch
        {
            await builder.DisposeAsync();
            throw;
        }
    }

    /// <summary>The instances of a resource, by their last known state.</summary>
    public async Task<IReadOnlyList<ResourceEvent>> InstancesAsync(string resource, int count)
    {
        var found = new Dictionary<string, ResourceEvent>(StringComparer.Ordinal);
        await WaitAsync(resource, change =>
        {
            found[change.ResourceId] = change;
            return found.Count == count;
        });
        return [.. found.Values];
    }

    /// <summary>Waits for what dashboards show.</summary>
    /// <param name="name">An instance's id, or a resource's name, which stands for any of its instances.</param>
    /// <param name="predicate">What is waited for.</param>
    /// <exception cref="TimeoutException">It did not come; the message says what was there instead.</exception>
    public async Task<ResourceEvent> WaitAsync(string name, Func<ResourceEvent, bool> predicate)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(ChangeLimit);
        var last = "nothing";
        try
        {
            await foreach (var change in Notifications.WatchAsync(limit.Token))
            {
                if (change.ResourceId != name && change.Resource.Name != name)
                {
                    continue;
                }

                if (predicate(change))
                {
                    return change;
                }

                last = $"{change.ResourceId} {change.Snapshot.State?.Text}, {string.Join(", ", change.Snapshot.Properties)}";
            }
        }
        catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested)
        {
            // Told below.
        }

        throw new TimeoutException($"'{name}' did not become what it should within {ChangeLimit.TotalSeconds} s; last seen: {last}.");
    }

    public async ValueTask DisposeAsync() => await _owner.DisposeAsync();
}
