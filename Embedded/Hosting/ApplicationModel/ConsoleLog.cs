using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The output of one instance: the newest lines, bounded by number and by size, so that a flood costs the newest lines' memory and
/// never makes the process that prints them wait.
/// </summary>
internal sealed class ConsoleLog
{
    internal const int LinesMax = 10_000;
    internal const int LineCharactersMax = 8_192;
    private const int CharactersMax = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<LogLine> lines = new();
    private readonly List<Channel<LogLine>> watchers = [];
    private int characters;
    private int written;

    internal void Write(string content, bool isError)
    {
        var text = content.Length <= LineCharactersMax ? content : content[..LineCharactersMax];
        lock (gate)
        {
            var line = new LogLine(++written, text, isError);
            lines.Enqueue(line);
            characters += text.Length;
            while (lines.Count > LinesMax || characters > CharactersMax)
            {
                characters -= lines.Dequeue().Content.Length;
            }

            watchers.ForEach(watcher => watcher.Writer.TryWrite(line));
        }
    }

    internal async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A slow reader loses lines; it sees which by the gap in their numbers.
        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(LinesMax) { FullMode = BoundedChannelFullMode.DropOldest });
        IReadOnlyList<LogLine> backlog;
        lock (gate)
        {
            backlog = [.. lines];
            watchers.Add(channel);
        }

        try
        {
            if (backlog.Count > 0)
            {
                yield return backlog;
            }

            while (await channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var batch = new List<LogLine>();
                while (batch.Count < LinesMax && channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            lock (gate)
            {
                watchers.Remove(channel);
            }
        }
    }
}
