using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace AspireStateless.Chaos.Answers;

/// <summary>What the open event streams carry. Thread-safe.</summary>
internal sealed class EventFeed
{
    // A reader that is this far behind has stopped reading: its stream ends, and a new one begins with the present states.
    private const int StreamCapacity = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SseItem<string>> _states = new(StringComparer.Ordinal);
    private readonly List<ChannelWriter<SseItem<string>>> _streams = [];
    private bool _closed;

    public void Publish(InstanceState state)
    {
        lock (_gate)
        {
            Publish(_states[state.Instance] = Item(EventTypes.State, state));
        }
    }

    public void Publish(FaultReport fault) => Publish(Item(EventTypes.Fault, fault));

    public void Publish(CureReport cure) => Publish(Item(EventTypes.Cure, cure));

    /// <summary>The present state of every instance, then everything that happens.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<SseItem<string>>(new BoundedChannelOptions(StreamCapacity) { SingleReader = true });
        Open(channel.Writer);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            lock (_gate)
            {
                _streams.Remove(channel.Writer);
            }
        }
    }

    /// <summary>Ends all streams, present and future.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _streams.ForEach(stream => stream.TryComplete());
        }
    }

    private void Open(ChannelWriter<SseItem<string>> stream)
    {
        lock (_gate)
        {
            foreach (var state in _states.Values)
            {
                stream.TryWrite(state);
            }

            _streams.Add(stream);
            if (_closed)
            {
                stream.TryComplete();
            }
        }
    }

    private void Publish(SseItem<string> item)
    {
        lock (_gate)
        {
            _streams.Where(stream => !stream.TryWrite(item)).ToList().ForEach(stream => stream.TryComplete());
        }
    }

    // Made once for all streams.
    private static SseItem<string> Item<T>(string type, T data) => new(JsonSerializer.Serialize(data, ControlJson.Options), type);
}
