using AspireStateless.Control;
using AspireStateless.Judging.Histories;

namespace AspireStateless.Judging.Promises;

/// <summary>
/// When the harness stood still: nothing began and nothing ended for much longer than its traffic has it, although it was free to send.
/// What took long over such a time may have been quick, so time limits leave it out.
/// </summary>
internal sealed class Stalls
{
    private static readonly long LeastSilence = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.2));

    // Arrivals are random: one gap of twenty times the mean is seen in e^20 arrivals.
    private const int LeastGaps = 20;

    // With more under way a silence may be the service's: everything that may be sent waits for it.
    private const int MostUnderWay = 128;
    private readonly List<(long From, long To)> _stretches = [];

    public Stalls(History history)
    {
        var sent = history.Attempts.Where(attempt => attempt.Client >= 0).ToList();
        if (sent.Count < 2)
        {
            return;
        }

        (long At, int Change)[] events =
        [
            .. sent.Select(attempt => (attempt.Start, 1))
                .Concat(sent.Where(attempt => attempt.End != Attempt.Open).Select(attempt => (attempt.End, -1)))
                .OrderBy(change => change.Item1),
        ];
        var mean = (sent.Max(attempt => attempt.Start) - sent.Min(attempt => attempt.Start)) / sent.Count;
        var silence = Math.Max(LeastSilence, LeastGaps * mean);
        var underWay = 0;
        for (var i = 0; i + 1 < events.Length; i++)
        {
            underWay += events[i].Change;
            if (underWay <= MostUnderWay && events[i + 1].At - events[i].At > silence)
            {
                _stretches.Add((events[i].At, events[i + 1].At));
            }
        }
    }

    /// <summary>How much of a stretch of time the harness stood still, nanoseconds.</summary>
    public long Within(long from, long to) =>
        _stretches.Sum(stall => Math.Max(0, Math.Min(to, stall.To) - Math.Max(from, stall.From)));
}
