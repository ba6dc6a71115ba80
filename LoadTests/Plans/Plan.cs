using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Plans;

/// <summary>
/// Everything that a run will do, decided before it: a pure function of scenario, seed, duration, rate and number of replicas.
/// Names are bare and replicas are indexes, so that the plan is the same on every target.
/// </summary>
internal sealed record Plan
{
    public const int CurrentVersion = 2;
    public required string Scenario { get; init; }
    public required ulong Seed { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Operations per second.</summary>
    public required double Rate { get; init; }
    public required int Replicas { get; init; }

    /// <summary>How many users the workloads share; see <see cref="UserPool"/>.</summary>
    public required int Users { get; init; }
    public required IReadOnlyList<PlannedFault> Faults { get; init; }
    public required PlannedOperation[] Operations { get; init; }

    /// <summary>The workload file of the service; null for the Api.</summary>
    public string? File { get; init; }

    /// <summary>What its copies are known by.</summary>
    public CopyReach Reach { get; init; }

    /// <summary>One more than the largest client number.</summary>
    public int Clients => Operations.Length == 0 ? 0 : Operations.Max(operation => operation.Client) + 1;
}

/// <summary>A plan that was read from a file, to be carried out as it is.</summary>
internal sealed record StoredPlan(string Path, Plan Plan)
{
    /// <exception cref="BadInputException">There is no such file, or it is not a plan that this program can carry out.</exception>
    public static StoredPlan Read(string path)
    {
        try
        {
            return new StoredPlan(path, PlanFile.Decode(File.ReadAllBytes(path)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(
                $"The plan {path} cannot be read: {failure.Message}", "Name the plan.json of a run folder, or one that 'shrink' wrote.");
        }
    }
}
