using System.Text.Json;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Gates;

/// <summary>How often the gate is wrong, and what it finds, as <c>gate --self-test</c> measured it: a file of the repository.</summary>
/// <param name="Date">When, as year-month-day.</param>
/// <param name="Machine">On what.</param>
/// <param name="GatePairs">Pairs of one gate.</param>
/// <param name="Gates">Gates drawn from each pool.</param>
/// <param name="Pools">The first one compares a build with itself.</param>
internal sealed record GateRates(string Date, string Machine, string Commit, int GatePairs, int Gates, IReadOnlyList<PoolRates> Pools)
{
    public static string FilePath { get; } = Path.Combine(BuildPaths.RepositoryRoot, "docs", "gate-rates.json");

    /// <returns>Null where they were never measured.</returns>
    public static GateRates? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<GateRates>(File.ReadAllText(FilePath), ReportFiles.Format);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write() => File.WriteAllText(FilePath, JsonSerializer.Serialize(this, ReportFiles.Format) + "\n");

    /// <summary>In one sentence.</summary>
    public override string ToString() =>
        $"measured on {Date} on {Machine}: "
        + string.Join("; ", Pools.Select(pool => $"{pool.Name}: {pool.Failed:P1} failed, {pool.Passed:P1} passed, {pool.Inconclusive:P1} inconclusive ({pool.Pairs} pairs)"));
}

/// <summary>What gates that were drawn from one pool of pairs decided, as shares.</summary>
/// <param name="Name">The slowdown; <c>none</c> for a build against itself.</param>
/// <param name="Pairs">Measured ones, that gates are drawn from.</param>
internal sealed record PoolRates(string Name, int Pairs, double Failed, double Passed, double Inconclusive);
