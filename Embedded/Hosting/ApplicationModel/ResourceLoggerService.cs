namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps what instances print: 10,000 lines each at the most. Thread-safe.</summary>
public class ResourceLoggerService
{
    private readonly ConcurrentDictionary<string, ConsoleLog> logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly ResourceNotificationService notifications;

    internal ResourceLoggerService(ResourceNotificationService notifications) => this.notifications = notifications;

    /// <summary>A log that goes to the output of every instance of a resource.</summary>
    public ILogger GetLogger(IResource resource) => new ConsoleLogger(() => Logs(resource));

    /// <summary>A log that goes to the output of one instance.</summary>
    public ILogger GetLogger(string resourceName) => new ConsoleLogger(() => [Log(resourceName)]);

    /// <summary>The lines kept, and from then on every new one; all instances of a resource merged.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(
        IResource resource, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var merged = Channel.CreateBounded<IReadOnlyList<LogLine>>(16);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.WhenAll(Logs(resource).Select(async log =>
        {
            await foreach (var lines in log.WatchAsync(stop.Token).ConfigureAwait(false))
            {
                await merged.Writer.WriteAsync(lines, stop.Token).ConfigureAwait(false);
            }
        }));
        try
        {
            await foreach (var lines in merged.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return lines;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The lines kept of one instance, and from then on every new one.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Log(resourceName).WatchAsync(default);

    internal ConsoleLog Log(string instanceId) => logs.GetOrAdd(instanceId, _ => new ConsoleLog());

    private List<ConsoleLog> Logs(IResource resource) =>
        [.. notifications.InstancesOf(resource).DefaultIfEmpty(resource.Name).Select(Log)];
}

/// <summary>A line that an instance printed; numbers count from 1 in each instance.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
