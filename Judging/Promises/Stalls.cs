using AspireStateless.Control;
using AspireStateless.Judging.Faults;

namespace AspireStateless.Judging.Promises;

/// <summary>
/// When the machine kept no time. It gave the harness none, and then nothing else either: nothing began and nothing ended for much longer
/// than the traffic has it, or what was due was sent late, and nothing else in time meanwhile. Or programs stood in line for a processor.
/// What took long over such a time may have been quick, and a deadline that passed in it says nothing about who set it: rules with seconds
/// in them leave it out.
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

    /// <summary>The share of the traffic in which the harness had no time above which a run says nothing about times.</summary>
    private const double MostShare = 0.05;

    // A run's own start takes all of a small machine for a while.
    private const double MostStarved = 0.3;

    public Stalls(History history, FaultRecord faults)
    {
        // What the last operations have begun goes on after them, with long pauses.
        var to = history.Attempts.Where(attempt => attempt is { Client: >= 0, Due: > 0 }).Select(attempt => attempt.Start)
            .DefaultIfEmpty(Attempt.Open).Max();
        var sent = history.Attempts.Where(attempt => attempt.Client >= 0 && attempt.Start <= to).ToList();
        if (sent.Count < 2)
        {
            return;
        }

        var from = sent.Min(attempt => attempt.Start);
        to = sent.Max(attempt => attempt.Start);
        var harness = new Stretches(Of(sent, Math.Max(LeastSilence, LeastGaps * ((to - from) / sent.Count))));
        Stretches = harness.And(faults.Starved);
        var share = Share(harness);
        var starved = Share(new Stretches(faults.Starved));
        NoTimes = share > MostShare ? $"the machine gave the harness no time in {share:P0} of the traffic, {MostShare:P0} at most"
            : starved > MostStarved ? $"programs waited for a processor in {starved:P0} of the traffic, {MostStarved:P0} at most"
            : null;

        double Share(Stretches some) => to == from ? 0 : (double)some.Within(from, to) / (to - from);
    }

    /// <summary>When it was so.</summary>
    public Stretches Stretches { get; } = new([]);

    /// <summary>Why the run says nothing about times; null where it does.</summary>
    public string? NoTimes { get; }

    /// <summary>How much of a stretch of time was stalled, nanoseconds.</summary>
    public long Within(long from, long to) => Stretches.Within(from, to);

    /// <summary>
    /// Whether a deadline that passed for an attempt may have passed for want of a processor. On a machine that did not keep time that may
    /// be any deadline, also where the harness, which needs little, got what it needed; what failed at once met none.
    /// </summary>
    public bool Excuses(in Attempt attempt) => (attempt.Status == Unavailable || attempt.End - attempt.Start > ShortestDeadline)
        && (NoTimes is not null || Within(attempt.Start - Before, attempt.End) > 0);

    private static IEnumerable<(long From, long To)> Of(List<Attempt> sent, long silence)
    {
        (long At, int Change, long Due)[] events =
        [
            .. sent.Select(attempt => (attempt.Start, 1, attempt.Due))
                .Concat(sent.Where(attempt => attempt.End != Attempt.Open).Select(attempt => (attempt.End, -1, 0L)))
                .OrderBy(change => change.Item1),
        ];
        var underWay = 0;

        // What an operation asks again, and what it asks after its first answer, carries the time at which the operation was due.
        var begun = new HashSet<long>();
        var inTime = 0L;
        for (var i = 0; i < events.Length; i++)
        {
            var (at, change, due) = events[i];
            if (due > 0 && begun.Add(due))
            {
                // Late beside others that were in time, it waited for an operation of its own client, on the same cart for example.
                var waited = Math.Max(due, inTime);
                if (at - due <= LeastLateness)
                {
                    inTime = at;
                }
                else if (at - waited > LeastLateness && underWay <= MostUnderWay)
                {
                    yield return (waited, at);
                }
            }

            underWay += change;
            if (i + 1 < events.Length && underWay <= MostUnderWay && events[i + 1].At - at > silence)
            {
                yield return (at, events[i + 1].At);
            }
        }
    }
}
