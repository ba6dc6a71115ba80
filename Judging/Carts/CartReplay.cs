namespace AspireStateless.Judging.Carts;

/// <summary>
/// Makes the changes of a cart again, in the order of their versions, and compares each content with what the answers showed. The
/// versions are possible: <see cref="Judging.Objects.FetchAndIncrement"/> has found nothing.
/// </summary>
internal ref struct CartReplay
{
    private readonly ReadOnlySpan<CartOperation> _operations;

    /// <summary>Per version, the write that made it and one operation that showed its content; -1 for none.</summary>
    private readonly int[] _maker;
    private readonly int[] _shown;

    /// <summary>Null after a stretch that took too many tries to explain, until the cart is shown empty.</summary>
    private CartContent? _content = new();
    private CartGaps? _gaps;

    public CartReplay(ReadOnlySpan<CartOperation> operations)
    {
        _operations = operations;
        long last = 0;
        foreach (ref readonly var operation in operations)
        {
            last = Math.Max(last, operation.Version);
        }

        _maker = new int[last + 1];
        _shown = new int[last + 1];
        _maker.AsSpan().Fill(-1);
        _shown.AsSpan().Fill(-1);
    }

    public RuleBreak? Check()
    {
        if (Arrange() is { } differ)
        {
            return differ;
        }

        if (_shown[0] >= 0 && _operations[_shown[0]].ContentHash != 0)
        {
            return new("A cart that nobody had changed was not empty", _operations[_shown[0]].Source);
        }

        var before = -1;
        for (var version = 1; version < _maker.Length; version++)
        {
            var first = version;
            while (_maker[version] < 0 && _shown[version] < 0)
            {
                version++;
            }

            if (Pass(first, version, before) is { } broken)
            {
                return broken;
            }

            before = _shown[version];
        }

        return null;
    }

    /// <summary>Finds each version's maker, and whether all answers that showed a version showed the same.</summary>
    private readonly RuleBreak? Arrange()
    {
        for (var i = 0; i < _operations.Length; i++)
        {
            ref readonly var operation = ref _operations[i];
            if (operation.IsOptional)
            {
                continue;
            }

            if (operation.IsWrite)
            {
                _maker[operation.Version] = i;
            }

            ref var shown = ref _shown[operation.Version];
            if (shown >= 0 && _operations[shown].ContentHash != operation.ContentHash)
            {
                return new(
                    $"Version {operation.Version} of the cart was shown with two contents", _operations[shown].Source, operation.Source);
            }

            // The maker is the better witness.
            shown = shown < 0 || operation.IsWrite ? i : shown;
        }

        return null;
    }

    /// <summary>Passes from the content before a stretch of versions to the content that was shown at the end of it.</summary>
    /// <param name="first">The first version of the stretch; only the last was shown.</param>
    /// <param name="last">The last.</param>
    /// <param name="before">What showed the content that the stretch starts from; -1 for the empty cart.</param>
    private RuleBreak? Pass(int first, int last, int before)
    {
        ref readonly var shown = ref _operations[_shown[last]];
        var stretch = new CartStretch(first, last - first + (_maker[last] < 0 ? 1 : 0), _maker[last], shown.ContentHash);
        if (_content is null)
        {
            _content = shown.ContentHash == 0 ? new CartContent() : null;
            return null;
        }

        var decided = true;
        if (stretch.Gaps > 0)
        {
            _gaps ??= new CartGaps(_operations, _maker.Length);
            _content = _gaps.Fill(_content, _operations, in stretch, out decided);
        }

        if (!decided)
        {
            return null;
        }

        if (_content is not null && stretch.Maker >= 0)
        {
            stretch.Make(_content, _operations);
        }

        if (_content?.Hash == shown.ContentHash)
        {
            return null;
        }

        var rule = stretch.Gaps == 0
            ? $"Version {last} of the cart is not version {last - 1} with the one change that made it"
            : $"No change without an answer explains what version {last} of the cart shows";
        return new(rule, shown.Source, before < 0 ? -1 : _operations[before].Source);
    }
}
