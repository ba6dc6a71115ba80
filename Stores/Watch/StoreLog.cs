using System.Text.RegularExpressions;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Watch;

/// <summary>What a store wrote before it ended.</summary>
internal static partial class StoreLog
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // How Postgres and Redis mark what went wrong, and what exceptions are called. Redis warns of the machine's settings by the same mark.
    private static readonly string[] Marks = ["FATAL: ", "PANIC: ", "HINT: ", " # ", "Exception: "];
    private const string Advice = "WARNING";

    /// <summary>The last line that says what went wrong; the last of all if none does.</summary>
    public static async Task<string> TellingAsync(ResourceLoggerService logs, IResource store, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await foreach (var batch in logs.GetAllAsync(store).WithCancellation(limit.Token))
            {
                lines.AddRange(batch.SelectMany(line => Command.Lines(line.Content)));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What has come has to do.
        }

        var telling = lines.FindLast(line => Array.Exists(Marks, mark => line.Contains(mark, StringComparison.Ordinal))
            && !line.Contains(Advice, StringComparison.Ordinal));
        return Head().Replace(telling ?? lines.LastOrDefault() ?? "it wrote nothing", "").TrimEnd('.');
    }

    // The time at which the orchestrator read it, and the type of an exception.
    [GeneratedRegex(@"^\S+Z (?=.)|^[\w.]+Exception: ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();
}
