using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>How much the table measures, and how long that takes at most.</summary>
/// <param name="Only">One of <see cref="BenchPart.All"/> by name; null for all.</param>
/// <param name="Seconds">Of each turn in a round.</param>
internal sealed record BenchSize(string? Only, int Rounds, int Seconds)
{
    /// <summary>In flight at any time.</summary>
    public const int Connections = 32;

    /// <summary>When it ends as invalid, whatever the machine did meanwhile.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    // The rest of the limit is for a machine that takes longer to start things.
    private static readonly TimeSpan MostPlanned = TimeSpan.FromMinutes(4);

    // Before and after: whether times can be measured at all.
    private static readonly TimeSpan Calibrations = TimeSpan.FromSeconds(10);

    public IEnumerable<BenchPart> Parts => BenchPart.All.Where(part => Only is null || part.Name == Only);

    /// <summary>What it is given by plan; a busy machine takes longer to start things.</summary>
    public TimeSpan Expected => Parts.Aggregate(Calibrations, (sum, part) => sum + part.Expected(Rounds, Seconds));

    /// <exception cref="BadInputException">There is no such part, or it cannot be done in time.</exception>
    public void Check()
    {
        if (!Parts.Any())
        {
            throw new BadInputException($"There is no part '{Only}'.", $"One of {BenchPart.Names}; without --only, all.");
        }

        if (Rounds < 1 || Seconds < 1)
        {
            throw new BadInputException($"{Rounds} rounds of {Seconds} s cannot be measured.", "At least one round, of at least 1 s.");
        }

        if (Expected > MostPlanned)
        {
            throw new BadInputException(
                $"{Rounds} rounds of {Seconds} s take about {Expected.TotalSeconds:F0} s, {MostPlanned.TotalSeconds:F0} s at most.",
                $"Fewer rounds, or shorter ones, or --only one of {BenchPart.Names}.");
        }
    }
}
