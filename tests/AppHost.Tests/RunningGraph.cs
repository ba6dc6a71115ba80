using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace AspireStateless.AppHost.Tests;

/// <summary>The real graph, started for one test on random ports and temporary data, and gone after it.</summary>
internal sealed class RunningGraph : IAsyncDisposable
{
    private readonly IDistributedApplicationTestingBuilder owner;

    private RunningGraph(IDistributedApplicationTestingBuilder owner, DistributedApplication application)
    {
        this.owner = owner;
        Application = application;
    }

    internal DistributedApplication Application { get; }

    internal ResourceNotificationService Notifications => Application.ResourceNotifications;

    /// <summary>Starts the graph and waits until every replica serves.</summary>
    internal static async Task<RunningGraph> StartAsync(params string[] args)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(args, cancellationToken);
        try
        {
            var application = await builder.BuildAsync(cancellationToken);
            await application.StartAsync(cancellationToken);
            await application.ResourceNotifications.WaitForResourceHealthyAsync("api", cancellationToken);
            return new RunningGraph(builder, application);
        }
        catch
        {
            await builder.DisposeAsync();
            throw;
        }
    }

    /// <summary>The instances of a resource, by their last known state.</summary>
    internal async Task<IReadOnlyList<ResourceEvent>> InstancesAsync(string resource, int count)
    {
        var found = new Dictionary<string, ResourceEvent>(StringComparer.Ordinal);
        await foreach (var change in Notifications.WatchAsync(TestContext.Current.CancellationToken))
        {
            if (change.Resource.Name == resource)
            {
                found[change.ResourceId] = change;
                if (found.Count == count)
                {
                    break;
                }
            }
        }

        return [.. found.Values];
    }

    internal Task<ResourceEvent> WaitAsync(string instance, Func<CustomResourceSnapshot, bool> predicate) =>
        Notifications.WaitForResourceAsync(instance, change => predicate(change.Snapshot), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await owner.DisposeAsync();
}
