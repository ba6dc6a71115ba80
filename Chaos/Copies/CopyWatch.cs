using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Copies;

/// <summary>Tells of a copy that has ended by itself, with the last that it said: nobody else knows why it does not serve.</summary>
internal sealed class CopyWatch(
    ResourceNotificationService notifications, ResourceLoggerService logs, ILogger<CopyWatch> logger) : BackgroundService
{
    private const int MostLines = 10;

    // Of a process that was ended by a signal, as shells and as the orchestrator tell it: somebody wanted that.
    private const int FirstOfSignals = 128;
    private const int BySignal = -1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = new HashSet<(string Instance, DateTime? StartedAt)>();
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (ServiceCopyAnnotation.Of(change.Resource) is not null
                && KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text)
                && change.Snapshot.ExitCode is not (> FirstOfSignals or BySignal)
                && told.Add((change.ResourceId, change.Snapshot.StartTimeStamp)))
            {
                logger.LogWarning(
                    "{Copy} is {State}{Code}. Its last lines:{Lines}", change.ResourceId, change.Snapshot.State?.Text,
                    change.Snapshot.ExitCode is { } code ? $" with exit code {code}" : "",
                    await LastLinesAsync(change.ResourceId, stoppingToken));
            }
        }
    }

    private async Task<string> LastLinesAsync(string copy, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        try
        {
            await foreach (var batch in logs.GetAllAsync(copy).WithCancellation(cancellationToken))
            {
                lines.AddRange(batch.Select(line => line.Content));
            }
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or OperationCanceledException))
        {
            // Whoever starts the copy again takes its log away, and the orchestrator says so in its own way.
            return $" {failure.Message}";
        }

        return string.Concat(lines.TakeLast(MostLines).Select(line => $"{Environment.NewLine}  {line}"));
    }
}
