namespace AspireStateless.LoadTests.Gates;

/// <summary>What a user asked <c>gate</c> for.</summary>
internal sealed record GateOptions
{
    public const int UsualPairs = 10;

    /// <summary>What git knows as a commit.</summary>
    public required string Baseline { get; init; }

    /// <summary>Pairs of fresh processes.</summary>
    public required int Pairs { get; init; }

    /// <summary>Measure as many pairs again, once, where the first ones decide nothing.</summary>
    public required bool More { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>The slowdown or planted bug that the candidate is given; null for none.</summary>
    public required string? Bug { get; init; }

    /// <summary>The folder that run folders go into.</summary>
    public required string Output { get; init; }

    /// <summary>The command that does the same again.</summary>
    public string Command =>
        $"dotnet run -c Release --project LoadTests -- gate --baseline {Baseline} --seed {Seed}"
        + (Pairs == UsualPairs ? "" : $" --pairs {Pairs}")
        + (More ? " --more" : "")
        + (Bug is null ? "" : $" --bug {Bug}");
}
