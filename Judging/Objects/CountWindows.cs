namespace AspireStateless.Judging.Objects;

/// <summary>
/// What the reads of a counter say of when the k-th increment happened: not before <c>L(k)</c>, the latest start of a read of less than
/// k, and not after <c>U(k)</c>, the earliest end of a read of k or more. Both grow with k.
/// </summary>
internal sealed class CountWindows
{
    private readonly long[] _latestStart;
    private readonly long[] _earliestEnd;

    /// <summary>The reads that set the bounds, indexes into the checked span; -1 for none.</summary>
    private readonly int[] _starter;
    private readonly int[] _ender;

    /// <param name="operations">All of a counter; no read returned more than <paramref name="largest"/>, or less than 0.</param>
    /// <param name="largest">The largest count read.</param>
    public CountWindows(ReadOnlySpan<CountedOperation> operations, int largest)
    {
        Largest = largest;
        _starter = new int[largest + 2];
        _ender = new int[largest + 2];
        _starter.AsSpan().Fill(-1);
        _ender.AsSpan().Fill(-1);
        for (var i = 0; i < operations.Length; i++)
        {
            ref readonly var operation = ref operations[i];
            if (operation.IsRead)
            {
                ref var starter = ref _starter[operation.Count + 1];
                starter = starter < 0 || operation.Start > operations[starter].Start ? i : starter;
                ref var ender = ref _ender[operation.Count];
                ender = ender < 0 || operation.End < operations[ender].End ? i : ender;
            }
        }

        _latestStart = new long[largest + 2];
        _earliestEnd = new long[largest + 2];
        (_latestStart[0], _earliestEnd[largest + 1]) = (long.MinValue, long.MaxValue);
        for (var k = 1; k <= largest + 1; k++)
        {
            _starter[k] = _starter[k] < 0 || operations[_starter[k]].Start <= _latestStart[k - 1] ? _starter[k - 1] : _starter[k];
            _latestStart[k] = _starter[k] < 0 ? long.MinValue : operations[_starter[k]].Start;
        }

        for (var k = largest; k >= 0; k--)
        {
            _ender[k] = _ender[k] < 0 || operations[_ender[k]].End >= _earliestEnd[k + 1] ? _ender[k + 1] : _ender[k];
            _earliestEnd[k] = _ender[k] < 0 ? long.MaxValue : operations[_ender[k]].End;
        }
    }

    public int Largest { get; }

    /// <returns>The read that ended first of those that had seen slot k; -1 for none.</returns>
    public int SeenBy(int k) => _ender[k];

    /// <returns>The read that began last of those that had not seen slot k; -1 for none.</returns>
    public int MissedBy(int k) => _starter[k];

    /// <returns>A slot that was seen before it was missed; 0 for none.</returns>
    public int Inverted()
    {
        for (var k = 1; k <= Largest; k++)
        {
            if (_latestStart[k] > _earliestEnd[k])
            {
                return k;
            }
        }

        return 0;
    }

    /// <returns>The first slot that an increment which started then can have, from 1 to one more than the largest count.</returns>
    public int First(long start) => 1 + Bisect.First(Largest, place => _earliestEnd[place + 1] >= start);

    /// <returns>
    /// The last slot that an increment which had ended then can have; one more than the largest count stands for all later ones.
    /// </returns>
    public int Last(long end) => Bisect.First(Largest + 2, place => _latestStart[place] > end) - 1;
}
