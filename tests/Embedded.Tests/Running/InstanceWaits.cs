namespace AspireStateless.Embedded.Tests.Running;

/// <summary>Waits for instances, and runs commands on them.</summary>
internal static class InstanceWaits
{
    /// <summary>Waits until an instance, or the first one of a resource, is in a state.</summary>
    internal static Task<ResourceEvent> ReachesAsync(this DistributedApplication app, string resourceOrInstance, string state) =>
        app.FitsAsync(resourceOrInstance, snapshot => snapshot.State?.Text == state);

    internal static Task<ResourceEvent> FitsAsync(
        this DistributedApplication app, string resourceOrInstance, Func<CustomResourceSnapshot, bool> condition) =>
        app.ResourceNotifications.WaitForResourceAsync(resourceOrInstance, change => condition(change.Snapshot), Deadline.Token);

    /// <summary>All instances of a resource, once every one of them is in a state.</summary>
    internal static async Task<IReadOnlyList<ResourceEvent>> AllReachAsync(
        this DistributedApplication app, string resource, string state, int count)
    {
        var last = new Dictionary<string, ResourceEvent>();
        await foreach (var change in app.ResourceNotifications.WatchAsync(Deadline.Token))
        {
            if (change.Resource.Name == resource)
            {
                last[change.ResourceId] = change;
            }

            if (last.Count == count && last.Values.All(instance => instance.Snapshot.State?.Text == state))
            {
                break;
            }
        }

        return [.. last.Values];
    }

    internal static ResourceEvent Now(this DistributedApplication app, string instance) =>
        app.ResourceNotifications.TryGetCurrentState(instance, out var now) ? now : throw new ArgumentException($"No instance '{instance}'.", nameof(instance));

    internal static Task<ExecuteCommandResult> CommandAsync(this DistributedApplication app, string resourceOrInstance, string command) =>
        app.ResourceCommands.ExecuteCommandAsync(resourceOrInstance, command, Deadline.Token);

    /// <summary>Waits until an instance has printed a line that holds a text.</summary>
    internal static async Task<string> PrintsAsync(this DistributedApplication app, string instance, string text)
    {
        var logs = (ResourceLoggerService)app.Services.GetService(typeof(ResourceLoggerService))!;
        await foreach (var lines in logs.WatchAsync(instance).WithCancellation(Deadline.Token))
        {
            if (lines.FirstOrDefault(line => line.Content.Contains(text, StringComparison.Ordinal)).Content is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException("The log ended.");
    }
}
