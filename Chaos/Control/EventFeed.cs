using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using AspireStateless.Chaos.Faults;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Control;

/// <summary>What the open event streams carry. Thread-safe.</summary>
internal sealed class EventFeed
{
    // A reader that is this far behind has stopped reading: its stream ends, and a new one begins with the present states.
    private const int StreamCapacity = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<string, SseItem<string>> states = new(StringComparer.Ordinal);
    private readonly List<ChannelWriter<SseItem<string>>> streams = [];
    private bool closed;

    internal void PublishState(InstanceState state)
    {
        lock (gate)
        {
            Publish_NeedsLock(states[state.Instance] = Item("state", state));
        }
    }

    internal void PublishFault(FaultReport fault) => Publish("fault", fault);

    internal void PublishCure(CureReport cure) => Publish("cure", cure);

    /// <summary>The present state of every instance, then everything that happens.</summary>
    internal async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<SseItem<string>>(new BoundedChannelOptions(StreamCapacity) { SingleReader = true });
        Open(channel.Writer);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            lock (gate)
            {
                streams.Remove(channel.Writer);
            }
        }
    }

    /// <summary>Ends all streams, present and future.</summary>
    internal void Close()
    {
        lock (gate)
        {
            closed = true;
            streams.ForEach(stream => stream.TryComplete());
        }
    }

    private void Open(ChannelWriter<SseItem<string>> stream)
    {
        lock (gate)
        {
            foreach (var state in states.Values)
            {
                stream.TryWrite(state);
            }

            streams.Add(stream);
            if (closed)
            {
                stream.TryComplete();
            }
        }
    }

    private void Publish<T>(string type, T data)
    {
        lock (gate)
        {
            Publish_NeedsLock(Item(type, data));
        }
    }

    private void Publish_NeedsLock(SseItem<string> item)
    {
        foreach (var stream in streams.Where(stream => !stream.TryWrite(item)))
        {
            stream.TryComplete();
        }
    }

    // Made once for all streams.
    private static SseItem<string> Item<T>(string type, T data) => new(JsonSerializer.Serialize(data, JsonSerializerOptions.Web), type);
}
