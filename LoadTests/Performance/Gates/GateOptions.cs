using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates;

/// <summary>What a user asked <c>gate</c> for.</summary>
internal sealed record GateOptions
{
    public const int UsualPairs = 10;
    public const int UsualRecoveries = 2;

    /// <summary>What git knows as a commit.</summary>
    public required string Baseline { get; init; }

    /// <summary>Pairs of fresh processes; 0 compares no times.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs of runs with faults; 0 compares no recoveries.</summary>
    public int Recoveries { get; init; }

    /// <summary>Measure as many pairs again, once, where the first ones decide nothing.</summary>
    public required bool More { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>The slowdown or planted bug that the candidate is given; null for none.</summary>
    public required string? Bug { get; init; }

    /// <summary>The folder that run folders go into.</summary>
    public required string Output { get; init; }

    /// <summary>The command that does the same again.</summary>
    public string Command =>
        $"{BuildPaths.Command} gate --baseline {Baseline} --seed {Seed}"
        + (Pairs == UsualPairs ? "" : $" --pairs {Pairs}")
        + (More ? " --more" : "")
        + (Recoveries == 0 ? "" : Recoveries == UsualRecoveries ? " --chaos" : $" --chaos {Recoveries}")
        + (Bug is null ? "" : $" --bug {Bug}");
}
