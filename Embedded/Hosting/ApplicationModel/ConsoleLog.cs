namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The output of one instance: the newest lines, bounded by number and by size, so that a flood costs the newest lines' memory and
/// never makes the process that prints them wait.
/// </summary>
internal sealed class ConsoleLog
{
    internal const int LinesMax = 10_000;
    internal const int LineCharactersMax = 8_192;
    internal const int CharactersMax = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<LogLine> lines = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int characters;
    private int written;

    /// <summary>The lines that are kept now, oldest first.</summary>
    internal IReadOnlyList<LogLine> Kept => After(0).Lines;

    internal void Write(string content, bool isError)
    {
        var text = content.Length <= LineCharactersMax ? content : content[..LineCharactersMax];
        lock (gate)
        {
            lines.Enqueue(new LogLine(++written, text, isError));
            characters += text.Length;
            while (lines.Count > LinesMax || characters > CharactersMax)
            {
                characters -= lines.Dequeue().Content.Length;
            }

            more.SetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>
    /// The lines kept, and from then on every new one. All readers read the same lines, so a slow one costs nothing and loses the oldest; it sees
    /// which by the gap in their numbers.
    /// </summary>
    internal async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = 0;
        while (true)
        {
            var (batch, next) = After(last);
            if (batch.Count > 0)
            {
                last = batch[^1].LineNumber;
                yield return batch;
                cancellationToken.ThrowIfCancellationRequested();
            }
            else
            {
                await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private (IReadOnlyList<LogLine> Lines, Task More) After(int number)
    {
        lock (gate)
        {
            var first = written - lines.Count;
            return ([.. lines.Skip(number - first)], more.Task);
        }
    }
}
