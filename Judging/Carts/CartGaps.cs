namespace AspireStateless.Judging.Carts;

/// <summary>
/// Finds which writes of unknown outcome made the versions that no answered write made, by trying those that had been sent in time.
/// </summary>
/// <remarks>
/// Contents have one hash each, so whichever writes fit a stretch of such versions leave the same content behind, and the replay goes
/// on from it without a choice to take back. A write that is the only one to fit a stretch of one version is used up; others stay
/// candidates for later stretches, each stretch using one once. So a right history is never rejected. A wrong one may be accepted where
/// two unknown writes could explain one stretch (at most one write would have to explain two), and where a stretch needs more than
/// <see cref="MostTries"/> tries: it is then taken as explained, and what follows is not compared before the cart is next shown empty.
/// Tries of one version are as many as its candidates; of a stretch of g versions, candidates to the power g, up to that bound.
/// </remarks>
internal sealed class CartGaps
{
    public const int MostTries = 100_000;

    /// <summary>The writes of unknown outcome, by start.</summary>
    private readonly int[] _unknown;

    /// <summary>When each was sent.</summary>
    private readonly long[] _sent;
    private readonly bool[] _used;

    /// <summary>Per version, the earliest end of an operation that had seen it or a later one: it was there by then.</summary>
    private readonly long[] _thereBy;
    private int _tries;

    /// <param name="operations">All of one cart.</param>
    /// <param name="versions">One more than the largest version.</param>
    public CartGaps(ReadOnlySpan<CartOperation> operations, int versions)
    {
        var unknown = new List<(long Start, int Place)>();
        _thereBy = new long[versions];
        _thereBy.AsSpan().Fill(Attempt.Open);
        for (var i = 0; i < operations.Length; i++)
        {
            if (operations[i].IsOptional)
            {
                unknown.Add((operations[i].Start, i));
                continue;
            }

            ref var end = ref _thereBy[operations[i].Version];
            end = Math.Min(end, operations[i].End);
        }

        for (var version = versions - 2; version >= 0; version--)
        {
            _thereBy[version] = Math.Min(_thereBy[version], _thereBy[version + 1]);
        }

        unknown.Sort();
        _unknown = [.. unknown.Select(write => write.Place)];
        _sent = [.. unknown.Select(write => write.Start)];
        _used = new bool[_unknown.Length];
    }

    /// <summary>Fills a stretch of versions.</summary>
    /// <param name="content">Before it.</param>
    /// <param name="operations">All of the cart.</param>
    /// <param name="stretch">Where it is and what was shown after it.</param>
    /// <param name="decided">False where it took too many tries to say.</param>
    /// <returns>The content after it; null where nothing fits, or nothing was decided.</returns>
    public CartContent? Fill(CartContent content, ReadOnlySpan<CartOperation> operations, in CartStretch stretch, out bool decided)
    {
        _tries = 0;
        var only = stretch.Gaps == 1 ? OnlyFit(content, operations, in stretch) : -1;
        var filled = Extend(content, operations, in stretch, stretch.First);
        decided = filled is not null || _tries <= MostTries;
        if (only >= 0)
        {
            _used[only] = true;
        }

        return filled;
    }

    /// <returns>The one candidate that fits a stretch of one version; -1 where there are more, or none.</returns>
    private int OnlyFit(CartContent content, ReadOnlySpan<CartOperation> operations, in CartStretch stretch)
    {
        var only = -1;
        for (var candidate = Candidates(stretch.First) - 1; candidate >= 0; candidate--)
        {
            if (!_used[candidate] && Fits(content, operations, in stretch, in operations[_unknown[candidate]]))
            {
                if (only >= 0)
                {
                    return -1;
                }

                only = candidate;
            }
        }

        return only;
    }

    private static bool Fits(CartContent content, ReadOnlySpan<CartOperation> operations, in CartStretch stretch, in CartOperation write)
    {
        var (changed, undo) = Apply(content, in write);
        var fits = stretch.HashAfter(changed, operations) == stretch.Shown;
        Undo(changed, in write, undo);
        return fits;
    }

    /// <summary>Tries the latest candidates first: most writes take effect soon after they were sent.</summary>
    private CartContent? Extend(CartContent content, ReadOnlySpan<CartOperation> operations, in CartStretch stretch, int version)
    {
        if (version == stretch.First + stretch.Gaps)
        {
            return stretch.HashAfter(content, operations) == stretch.Shown ? content : null;
        }

        for (var candidate = Candidates(version) - 1; candidate >= 0 && _tries <= MostTries; candidate--)
        {
            if (_used[candidate])
            {
                continue;
            }

            _tries++;
            _used[candidate] = true;
            ref readonly var write = ref operations[_unknown[candidate]];
            var (changed, undo) = Apply(content, in write);
            var filled = Extend(changed, operations, in stretch, version + 1);
            _used[candidate] = false;
            if (filled is not null)
            {
                return filled;
            }

            Undo(changed, in write, undo);
        }

        return null;
    }

    /// <returns>How many unknown writes had been sent when the version was there.</returns>
    private int Candidates(int version) => Bisect.First(_sent.Length, place => _sent[place] > _thereBy[version]);

    private static (CartContent Changed, int Undo) Apply(CartContent content, in CartOperation write) =>
        write.Kind == CartOperationKind.Emptied ? (new CartContent(), 0) : (content, content.Set(write.Sku, write.Quantity));

    private static void Undo(CartContent changed, in CartOperation write, int before)
    {
        if (write.Kind == CartOperationKind.Change)
        {
            changed.Set(write.Sku, before);
        }
    }
}
