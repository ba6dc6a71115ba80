namespace AspireStateless.Judging.Promises;

/// <summary>Stretches of time, nanoseconds of one clock. What overlaps or touches is one, however often it was added.</summary>
internal sealed class Stretches
{
    private readonly List<(long From, long To)> _sorted;

    public Stretches(IEnumerable<(long From, long To)> some)
    {
        _sorted = [];
        foreach (var (from, to) in some.Order())
        {
            if (_sorted.Count > 0 && _sorted[^1].To >= from)
            {
                _sorted[^1] = (_sorted[^1].From, Math.Max(_sorted[^1].To, to));
            }
            else
            {
                _sorted.Add((from, to));
            }
        }
    }

    /// <summary>How much of a stretch of time lies in these.</summary>
    public long Within(long from, long to) =>
        _sorted.Sum(stretch => Math.Max(0, Math.Min(to, stretch.To) - Math.Max(from, stretch.From)));

    /// <summary>These and others.</summary>
    public Stretches And(IEnumerable<(long From, long To)> others) => new(_sorted.Concat(others));
}
