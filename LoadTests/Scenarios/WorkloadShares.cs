namespace AspireStateless.LoadTests.Scenarios;

/// <summary>How the rate of a scenario is shared out.</summary>
internal static class WorkloadShares
{
    /// <summary>All workloads, weighted so that each sees enough within a scenario's own duration and rate.</summary>
    public static IReadOnlyDictionary<string, double> Everything { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["visits"] = 33,
        ["sessions"] = 20,
        ["tokens"] = 4,
        ["carts"] = 16,
        ["catalog"] = 12,
        ["orders"] = 9,
        ["jobs"] = 1,
        ["knocks"] = 5,
        ["readiness"] = 3,
    };
}
