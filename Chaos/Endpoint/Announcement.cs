using AspireStateless.Chaos.Copies;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>Tells harnesses of this AppHost once the graph is up, and untells them when it stops.</summary>
internal sealed class Announcement(
    DistributedApplicationModel model, ResourceNotificationService notifications, AppHostFile file, ILogger<Announcement> logger)
{
    // Copies of somebody's service, or what runs behind the public endpoint; a second project, such as a harness, comes later in the graph.
    private IReadOnlyList<IResourceWithEndpoints> Service =>
        model.Resources.Where(resource => ServiceCopyAnnotation.Of(resource) is not null).OfType<IResourceWithEndpoints>().ToList() is
            [_, ..] copies ? copies : [.. model.Resources.OfType<ProjectResource>().Take(1)];

    /// <summary>
    /// Waits until every replica of the service runs at the same time, then writes the file. One that ended by itself is not waited for: it
    /// does not come back, and whoever reads the file sees its state.
    /// </summary>
    public async Task MakeAsync(ControlAccess access, CancellationToken cancellationToken)
    {
        file.RemoveStale();
        if (Service is not [var first, ..] service)
        {
            logger.LogWarning("No project in the graph: there is nothing to test, and no harness is told.");
            return;
        }

        await StartedAsync(service, cancellationToken);
        var adminPassword = access.AdminPassword is { } parameter ? await parameter.GetValueAsync(cancellationToken) : null;
        file.Write(new AppHostAddress(
            ProcessIdentity.Own.Pid, ProcessIdentity.Own.StartTicks, new Uri(access.Url!), access.Token.Value,
            new EndpointReference(first, TopologyReader.PublicEndpoint).Url, adminPassword, TimeProvider.System.GetUtcNow()));
    }

    public void Withdraw() => file.Remove();

    private async Task StartedAsync(IReadOnlyList<IResourceWithEndpoints> service, CancellationToken cancellationToken)
    {
        var started = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (service.Contains(change.Resource))
            {
                var state = change.Snapshot.State?.Text;
                _ = state == InstanceStates.Running || InstanceStates.HaveEnded.Contains(state)
                    ? started.Add(change.ResourceId)
                    : started.Remove(change.ResourceId);
                if (started.Count == service.Sum(resource => resource.GetReplicaCount()))
                {
                    return;
                }
            }
        }
    }
}
