namespace AspireStateless.Judging.Rules;

/// <summary>
/// One logical operation. It took effect at one instant within [Start, End]; ticks are nanoseconds of <see cref="Control.MonotonicClock"/>.
/// One precedes another only when its end is below the other's start: equal ticks are concurrent.
/// </summary>
internal interface IOperation
{
    /// <summary>Before the first byte was sent.</summary>
    long Start { get; }

    /// <summary>After the answer was read; <see cref="Histories.Attempt.Open"/> where nothing says by when the effect had come.</summary>
    long End { get; }

    /// <summary>Whether it may never have taken effect.</summary>
    bool IsOptional { get; }

    /// <summary>The operation's place in its list of origin, for witnesses; -1 for none.</summary>
    int Source { get; }
}
