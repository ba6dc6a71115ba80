namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>One cost, at more and more of something.</summary>
/// <param name="What">It is a cost of, and with what beside it.</param>
/// <param name="Of">What there is more and more of.</param>
/// <param name="Unit">Of the cost.</param>
internal sealed record GrowthCurve(string What, string Of, string Unit)
{
    // Two points are always on a line.
    private const int LeastPoints = 3;

    /// <summary>In the order of their sizes.</summary>
    public IReadOnlyList<GrowthPoint> Points { get; init; } = [];

    /// <summary>Of the exponent; null where nobody promised anything.</summary>
    public Limit? Limit { get; init; }

    /// <summary>Why nothing of it was measured; null where something was.</summary>
    public string? Missing { get; init; }

    /// <summary>Of the middles of all sizes that were measured; null where they are too few.</summary>
    public PowerLaw? Law => Measured.Length < LeastPoints
        ? null
        : PowerLaw.Fit(Sizes, [.. Measured.Select(point => point.Cost!.Value.Middle)]);

    /// <summary>Each round has met all sizes in the same minute, so that what its own exponent differs by is noise.</summary>
    public Spread? Exponent => Law is null
        ? null
        : Spread.Of(Enumerable.Range(0, Measured.Min(point => point.Rounds.Count))
            .Select(round => PowerLaw.Fit(Sizes, [.. Measured.Select(point => point.Rounds[round])]).Exponent));

    public BenchGroup Group => new($"{What}, by {Of}", Missing is { } missing
        ? [BenchRow.NotMeasured($"of {Of}", missing, Limit)]
        : [.. Points.Select(Row), .. Fitted()]);

    private GrowthPoint[] Measured => [.. Points.Where(point => point.Cost is not null)];

    private double[] Sizes => [.. Measured.Select(point => point.Size)];

    /// <param name="rounds">Of each size what its rounds measured.</param>
    public GrowthCurve With(IReadOnlyList<double> sizes, IEnumerable<IReadOnlyList<double>> rounds) =>
        this with { Points = [.. sizes.Zip(rounds, GrowthPoint.Of)] };

    private BenchRow Row(GrowthPoint point)
    {
        var what = $"{point.Size:N0} {(point.Size == 1 ? Of.TrimEnd('s') : Of)}";
        return point.Cost is { } cost ? BenchRow.Figure(what, cost, Unit) : BenchRow.NotMeasured(what, point.Missing!);
    }

    private IEnumerable<BenchRow> Fitted()
    {
        const string exponent = "  exponent, 0 being flat";
        if (Law is not { } law)
        {
            return [BenchRow.NotMeasured(exponent, $"Fewer than {LeastPoints} sizes were measured.", Limit)];
        }

        return
        [
            BenchRow.Figure(exponent, Exponent!.Value, "", Limit),
            BenchRow.Figure("  furthest from that line", law.Furthest * 100, "%"),
        ];
    }
}

/// <param name="Size">How much there was.</param>
/// <param name="Rounds">What each round measured; empty where nothing was.</param>
/// <param name="Missing">Why nothing was; null where something was.</param>
internal sealed record GrowthPoint(double Size, IReadOnlyList<double> Rounds, string? Missing)
{
    public Spread? Cost => Rounds.Count == 0 ? null : Spread.Of(Rounds);

    // What is 0 has no logarithm.
    public static GrowthPoint Of(double size, IReadOnlyList<double> rounds) =>
        rounds.Min() > 0 ? new(size, rounds, Missing: null) : new(size, [], "It is too little to be measured.");
}
