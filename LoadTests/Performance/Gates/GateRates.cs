using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates;

/// <summary>How often the gate is wrong, and what it finds, as <c>gate --self-test</c> measured it: a file of the repository.</summary>
/// <param name="Date">When times were measured, as year-month-day.</param>
/// <param name="Machine">On what.</param>
/// <param name="GatePairs">Pairs of one gate.</param>
/// <param name="Gates">Gates drawn from each pool.</param>
/// <param name="Pools">What gates decide; the first one compares a build with itself.</param>
/// <param name="Costs">What counting says.</param>
internal sealed record GateRates(
    string Date, string Machine, string Commit, int GatePairs, int Gates, IReadOnlyList<PoolRates> Pools, CostRates Costs)
{
    /// <summary>The name of what is no slowdown.</summary>
    public const string Same = "none";

    public static string FilePath { get; } = Path.Combine(BuildPaths.RepositoryRoot, "docs", "gate-rates.json");

    /// <returns>Null where they were never measured.</returns>
    public static GateRates? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<GateRates>(File.ReadAllText(FilePath), ReportJson.Format);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write() => File.WriteAllText(FilePath, JsonSerializer.Serialize(this, ReportJson.Format) + "\n");

    /// <summary>In one sentence.</summary>
    public override string ToString() =>
        $"measured on {Date} on {Machine}, by times {Pools[0].Failed:P1} false alarms, and found"
            + $" {string.Join(", ", Pools.Skip(1).Select(pool => $"{pool.Name} {pool.Failed:P0}"))};"
        + $" {Costs}";
}

/// <summary>What gates that were drawn from one pool of pairs decided by times, as shares.</summary>
/// <param name="Name">The slowdown; <see cref="GateRates.Same"/> for a build against itself.</param>
/// <param name="Pairs">Measured ones, that gates are drawn from.</param>
/// <param name="P50">By how much slower all pairs together say it is, as a share; null where they do not say.</param>
/// <param name="Mean">The same of the mean.</param>
/// <param name="Processor">The same of processor time per request.</param>
/// <param name="BrokeBudget">Whether it failed by costs, counted as a gate does.</param>
internal sealed record PoolRates(
    string Name, int Pairs, double Failed, double Passed, double Inconclusive, double? P50, double? Mean, double? Processor,
        bool BrokeBudget);

/// <summary>What processes say of their costs, each by itself.</summary>
/// <param name="Date">When they were counted, as year-month-day.</param>
/// <param name="Counts">The first one counts the build as it is.</param>
internal sealed record CostRates(string Date, string Commit, IReadOnlyList<CountRates> Counts)
{
    /// <summary>Those of the build as it is; there is none where nothing was counted yet.</summary>
    [JsonIgnore]
    public CountRates Same => Counts.Single(count => count.Name == GateRates.Same);

    public override string ToString() => Counts.Count == 0 ? "by costs, not counted yet (gate --self-test --pairs 0)"
        : $"by costs on {Date}, of {Same.Processes} processes {Same.Kinds.Max(kind => kind.Calls)} with a call too many of one kind of"
        + $" request, {Same.Kinds.Max(kind => kind.Bytes)} with bytes too many, and found"
        + $" {string.Join(", ", Counts.Where(count => count != Same))}";
}

/// <summary>How many processes of one build break the budget.</summary>
/// <param name="Name">As above.</param>
/// <param name="Processes">How many were asked.</param>
/// <param name="Broken">How many break it, by any kind of request.</param>
/// <param name="Kinds">Each kind of request that was counted.</param>
internal sealed record CountRates(string Name, int Processes, int Broken, IReadOnlyList<KindRates> Kinds)
{
    public override string ToString() => $"{Name} {Broken} of {Processes}";
}

/// <summary>In how many processes one kind of request costs too much.</summary>
/// <param name="Calls">A call of a store more, or an exception: a gate that meets one of these fails.</param>
/// <param name="Bytes">Only bytes: a gate fails where all processes that it asks say so.</param>
internal sealed record KindRates(string Request, int Calls, int Bytes);
