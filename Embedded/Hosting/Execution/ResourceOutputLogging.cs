namespace Aspire.Hosting.Execution;

/// <summary>Repeats what instances print in the AppHost's own log, under the instance's name.</summary>
internal sealed class ResourceOutputLogging(
    string appHostName, ResourceNotificationService notifications, ResourceLoggerService loggers, ILoggerFactory loggerFactory)
    : OngoingService
{
    protected override async Task FollowAsync(CancellationToken stoppingToken)
    {
        var followed = new ConcurrentDictionary<string, Task>(StringComparer.Ordinal);
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                _ = followed.GetOrAdd(change.ResourceId, RepeatAsync, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(followed.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RepeatAsync(string instanceId, CancellationToken stoppingToken)
    {
        var logger = loggerFactory.CreateLogger($"{appHostName}.Resources.{instanceId}");
        var expected = 1;
        await foreach (var lines in loggers.Log(instanceId).WatchAsync(stoppingToken).ConfigureAwait(false))
        {
            foreach (var line in lines)
            {
                if (line.LineNumber > expected)
                {
                    logger.LogWarning("{Count} lines left out: the instance prints faster than they can be shown.", line.LineNumber - expected);
                }

                expected = line.LineNumber + 1;
                // Standard error is where well-behaved servers log; it does not make a line a failure.
                logger.LogInformation("{Line}", line.Content);
            }
        }
    }
}
