using AspireStateless.Control;

namespace AspireStateless.Judging.Promises;

/// <summary>
/// When the machine gave the harness no time, and then nothing else either: nothing began and nothing ended for much longer than the
/// traffic has it, or what was due was sent late, although the harness was free to send. What took long over such a time may have been
/// quick, and a deadline that passed in it says nothing about who set it: rules with seconds in them leave it out.
/// </summary>
internal sealed class Stalls
{
    private static readonly long LeastSilence = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.2));

    // A beat of a thread that only waits for the clock comes later than this on no machine that has time for it.
    private static readonly long LeastLateness = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(20));

    // A deadline of the service's own, 0.7 s, may have passed in a stall before the request whose answer tells of it.
    private static readonly long Before = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));

    // Half of the service's deadline: after it, what waits for its turn is not sent to a store any more.
    private static readonly long ShortestDeadline = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.3));
    private const int Unavailable = 503;

    // Arrivals are random: one gap of twenty times the mean is seen in e^20 arrivals.
    private const int LeastGaps = 20;

    // With more under way a silence may be the service's: everything that may be sent waits for it.
    private const int MostUnderWay = 128;

    /// <summary>The share of the traffic in stalls above which a run says nothing about times.</summary>
    private const double MostShare = 0.05;

    private readonly List<(long From, long To)> _stretches = [];

    public Stalls(History history)
    {
        var sent = history.Attempts.Where(attempt => attempt.Client >= 0).ToList();
        if (sent.Count < 2)
        {
            return;
        }

        (long At, int Change, long Due)[] events =
        [
            .. sent.Select(attempt => (attempt.Start, 1, attempt.Due))
                .Concat(sent.Where(attempt => attempt.End != Attempt.Open).Select(attempt => (attempt.End, -1, 0L)))
                .OrderBy(change => change.Item1),
        ];
        var (from, to) = (sent.Min(attempt => attempt.Start), sent.Max(attempt => attempt.Start));
        var silence = Math.Max(LeastSilence, LeastGaps * ((to - from) / sent.Count));
        var underWay = 0;
        for (var i = 0; i < events.Length; i++)
        {
            var (at, change, due) = events[i];
            if (due > 0 && at - due > LeastLateness && underWay <= MostUnderWay)
            {
                Add(due, at);
            }

            underWay += change;
            if (i + 1 < events.Length && underWay <= MostUnderWay && events[i + 1].At - at > silence)
            {
                Add(at, events[i + 1].At);
            }
        }

        var share = to == from ? 0 : (double)Within(from, to) / (to - from);
        NoTimes = share > MostShare ? $"the machine gave the harness no time in {share:P0} of the traffic, {MostShare:P0} at most" : null;
    }

    /// <summary>Why the run says nothing about times; null where it does.</summary>
    public string? NoTimes { get; }

    /// <summary>How much of a stretch of time was stalled, nanoseconds.</summary>
    public long Within(long from, long to) =>
        _stretches.Sum(stall => Math.Max(0, Math.Min(to, stall.To) - Math.Max(from, stall.From)));

    /// <summary>
    /// Whether a deadline that passed for an attempt may have passed for want of a processor. On a machine that did not keep time that may
    /// be any deadline, also where the harness, which needs little, got what it needed; what failed at once met none.
    /// </summary>
    public bool Excuses(in Attempt attempt) => (attempt.Status == Unavailable || attempt.End - attempt.Start > ShortestDeadline)
        && (NoTimes is not null || Within(attempt.Start - Before, attempt.End) > 0);

    /// <summary>In the order of their ends; what overlaps the last is one with it.</summary>
    private void Add(long from, long to)
    {
        while (_stretches.Count > 0 && _stretches[^1].To >= from)
        {
            from = Math.Min(from, _stretches[^1].From);
            _stretches.RemoveAt(_stretches.Count - 1);
        }

        _stretches.Add((from, to));
    }
}
