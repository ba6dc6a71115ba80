using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// The places in flight and the bounded queue before them. An arrival takes a free place if nobody waits; else it waits its turn, and
/// whoever leaves a place takes the next one along. The place that was left last is taken first: it is still in the processor's caches.
/// </summary>
internal sealed class InFlightLimit
{
    private readonly Lock _lock = new();
    private readonly Stack<InFlightSlot> _free;
    private readonly Queue<int> _waiting = new();
    private readonly int _all;
    private readonly int _mostWaiting;
    private bool _closed;

    /// <param name="lanes">One for each place.</param>
    /// <param name="mostWaiting">Arrivals in the queue, at most.</param>
    public InFlightLimit(IReadOnlyCollection<InFlightSlot> lanes, int mostWaiting)
    {
        _free = new Stack<InFlightSlot>(lanes);
        (_all, _mostWaiting) = (lanes.Count, mostWaiting);
    }

    /// <param name="arrival">Its number.</param>
    /// <param name="lane">The place that it has taken; null where it has none yet.</param>
    /// <returns>False when the queue is full: the arrival has to be shed.</returns>
    public bool TryEnter(int arrival, out InFlightSlot? lane)
    {
        lock (_lock)
        {
            lane = null;
            if (_waiting.Count == 0 && _free.TryPop(out lane))
            {
                return true;
            }

            if (_waiting.Count >= _mostWaiting)
            {
                return false;
            }

            _waiting.Enqueue(arrival);
            return true;
        }
    }

    /// <summary>Call when the operation in a place has ended.</summary>
    /// <returns>Whether the place has the next arrival; if not, it is free again.</returns>
    public bool TryGoOn(InFlightSlot lane, out int arrival)
    {
        lock (_lock)
        {
            if (_waiting.TryDequeue(out arrival))
            {
                return true;
            }

            _free.Push(lane);
            return false;
        }
    }

    /// <summary>No arrival will enter any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    /// <summary>Whether all that entered have left, and none will come.</summary>
    public bool IsOver
    {
        get
        {
            lock (_lock)
            {
                return _closed && _free.Count == _all;
            }
        }
    }
}
