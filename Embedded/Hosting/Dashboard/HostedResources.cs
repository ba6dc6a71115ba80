using AspireStateless.Dashboard.ConsoleLogs;
using AspireStateless.Dashboard.Live;
using AspireStateless.Dashboard.Resources;

namespace Aspire.Hosting.Dashboard;

/// <summary>The instances of this application, as the dashboard wants to see them.</summary>
internal sealed class HostedResources(
    ResourceNotificationService notifications, ResourceLoggerService loggers, ResourceCommandService commands, IServiceProvider services,
    DistributedApplicationModel model, TimeProvider time, string applicationName) : IResourceSource
{
    private readonly SecretValues secrets = new(model);
    private volatile ImmutableList<ResourceInstance> instances = [];

    public string ApplicationName => applicationName;

    public IReadOnlyList<ResourceInstance> Instances => instances;

    public ChangeSignal Changes { get; } = new();

    public FaultHistory Faults { get; } = new();

    /// <summary>Follows until cancelled.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken).Where(change => !change.Snapshot.IsHidden).ConfigureAwait(false))
        {
            var now = await InstanceView.OfAsync(change, services, secrets, cancellationToken).ConfigureAwait(false);
            var at = instances.FindIndex(instance => instance.Id == now.Id);
            instances = at < 0 ? instances.Add(now) : instances.SetItem(at, now);
            Faults.Observe(now, time.GetUtcNow());
            Changes.Raise();
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<ConsoleLine>> ReadConsoleAsync(
        string instance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var lines in loggers.Log(instance).WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return [.. lines.Select(line => new ConsoleLine(line.LineNumber, line.Content, line.IsErrorMessage))];
        }
    }

    public async Task<string?> RunAsync(string instance, string command, CancellationToken cancellationToken)
    {
        var result = await commands.ExecuteCommandAsync(instance, command, cancellationToken).ConfigureAwait(false);
        return result.Success ? null : result.Message ?? (result.Canceled ? "It was given up." : "It failed.");
    }
}
