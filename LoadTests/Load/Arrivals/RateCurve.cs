namespace AspireStateless.LoadTests.Load.Arrivals;

/// <summary>
/// A rate of arrivals that changes over time, in straight pieces; after the last piece its final rate goes on. Immutable.
/// </summary>
internal sealed class RateCurve
{
    // Each knows how many arrivals came before it, so that both directions are one search and one formula.
    private readonly Piece[] _pieces;

    private RateCurve(params IEnumerable<(TimeSpan Length, double From, double To)> pieces)
    {
        var all = new List<Piece>();
        double at = 0, before = 0, last = 0;
        foreach (var (length, from, to) in pieces)
        {
            var seconds = Positive(length);
            all.Add(new Piece(at, before, Rate(from), (Rate(to) - from) / seconds));
            at += seconds;
            before += (from + to) / 2 * seconds;
            last = to;
        }

        all.Add(new Piece(at, before, last, 0));
        _pieces = [.. all];
    }

    /// <summary>From one rate to another, evenly; then the second one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate below 0 or not finite, or a length of 0 or less.</exception>
    public static RateCurve Ramp(double from, double to, TimeSpan over) => new((over, from, to));

    /// <summary>One rate after the other, each for the same time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate below 0 or not finite, or a length of 0 or less.</exception>
    public static RateCurve Steps(TimeSpan each, params double[] rates) => new(rates.Select(rate => (each, rate, rate)));

    /// <summary>One rate, except for a while in which it is another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate below 0 or not finite, or a length of 0 or less.</exception>
    public static RateCurve Spike(double usual, double peak, TimeSpan at, TimeSpan length) =>
        new((at, usual, usual), (length, peak, peak), (TimeSpan.FromSeconds(1), usual, usual));

    /// <summary>How many arrivals are expected in so many seconds from the start.</summary>
    public double Expected(double seconds)
    {
        var piece = _pieces[0];
        foreach (var next in _pieces)
        {
            piece = next.At <= seconds ? next : piece;
        }

        var within = seconds - piece.At;
        return piece.Before + (within * (piece.Rate + (piece.Slope * within / 2)));
    }

    /// <summary>When so many are expected, seconds from the start; infinite where that never comes.</summary>
    public double TimeOf(double arrivals)
    {
        var piece = _pieces[0];
        foreach (var next in _pieces)
        {
            piece = next.Before <= arrivals ? next : piece;
        }

        var more = arrivals - piece.Before;
        if (more <= 0)
        {
            return piece.At;
        }

        // The root of a quadratic in the form that does not cancel, and that holds for a slope of 0 too.
        var root = Math.Sqrt(Math.Max(0, (piece.Rate * piece.Rate) + (2 * piece.Slope * more)));
        return piece.At + (2 * more / (piece.Rate + root));
    }

    private static double Rate(double rate) => double.IsFinite(rate) && rate >= 0
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate is a number of arrivals per second, 0 or more.");

    private static double Positive(TimeSpan length) => length > TimeSpan.Zero
        ? length.TotalSeconds
        : throw new ArgumentOutOfRangeException(nameof(length), length, "A piece of a curve takes some time.");

    /// <param name="At">Seconds from the start.</param>
    /// <param name="Before">Arrivals expected before it.</param>
    /// <param name="Rate">Per second, at its start.</param>
    /// <param name="Slope">Per second and second.</param>
    private readonly record struct Piece(double At, double Before, double Rate, double Slope);
}
