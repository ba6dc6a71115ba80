namespace AspireStateless.Judging.Tokens;

/// <summary>
/// The changes of one user's password. One ends the tokens of logins that had been answered before it began, leaves those of logins that
/// began after it was answered, and may end the others.
/// </summary>
internal sealed class UserEnds
{
    private readonly TokenEnd[] _byStart;
    private readonly long[] _starts;

    /// <summary>Per place in the order of starts, the place of the earliest end from there on.</summary>
    private readonly int[] _earliestEnd;
    private readonly long[] _ends;

    /// <summary>Per place in the order of ends, the earliest start from there on.</summary>
    private readonly long[] _earliestStart;

    public UserEnds(TokenEnd[] ends)
    {
        _byStart = [.. ends.OrderBy(end => end.Start)];
        _starts = [.. _byStart.Select(end => end.Start)];
        _earliestEnd = new int[ends.Length];
        TokenEnd[] byEnd = [.. ends.OrderBy(end => end.End)];
        _ends = [.. byEnd.Select(end => end.End)];
        _earliestStart = new long[ends.Length];
        for (var i = ends.Length - 1; i >= 0; i--)
        {
            var later = i + 1 < ends.Length ? _earliestEnd[i + 1] : i;
            _earliestEnd[i] = _byStart[later].End < _byStart[i].End ? later : i;
            _earliestStart[i] = Math.Min(byEnd[i].Start, i + 1 < ends.Length ? _earliestStart[i + 1] : Attempt.Open);
        }
    }

    /// <returns>The earliest start of the changes that were not over by a tick; open where there is none.</returns>
    public long MayEndFrom(long notOverBy)
    {
        var place = Bisect.First(_ends.Length, end => _ends[end] >= notOverBy);
        return place < _ends.Length ? _earliestStart[place] : Attempt.Open;
    }

    /// <returns>The change that was acknowledged first, of those that began after a login had been answered; null for none.</returns>
    public TokenEnd? FirstAfter(long loginEnd)
    {
        var place = Bisect.First(_starts.Length, start => _starts[start] > loginEnd);
        return place < _starts.Length ? _byStart[_earliestEnd[place]] : null;
    }
}
