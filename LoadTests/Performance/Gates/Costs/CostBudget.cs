using System.Text.Json;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates.Costs;

/// <summary>What each request may cost: a file of the repository, so that a change of it is seen in the change that makes it.</summary>
/// <param name="Requests">In the order in which they are measured.</param>
internal sealed record CostBudget(IReadOnlyList<RequestCost> Requests)
{
    public static string FilePath { get; } = Path.Combine(BuildPaths.RepositoryRoot, "LoadTests", "Performance", "Gates", "Costs", "budget.json");

    /// <exception cref="InvalidRunException">It is not there or is not whole.</exception>
    public static CostBudget Read()
    {
        try
        {
            return JsonSerializer.Deserialize<CostBudget>(File.ReadAllText(FilePath), ReportJson.Format)
                ?? throw new JsonException("It is empty.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidRunException(
                $"The budget {FilePath} cannot be read: {failure.Message}", "Renew it: LoadTests gate --write-budget.", failure);
        }
    }

    public void Write() => File.WriteAllText(FilePath, JsonSerializer.Serialize(this, ReportJson.Format) + "\n");

    /// <summary>The part of it that is about what was measured, where not all was.</summary>
    public CostBudget Only(IReadOnlyList<RequestCost> measured) =>
        new([.. Requests.Where(budget => measured.Any(cost => cost.Request == budget.Request))]);

    /// <summary>Every request of the budget and every measured one, each with what is wrong.</summary>
    public IReadOnlyList<CostCheck> Check(IReadOnlyList<RequestCost> measured) =>
    [
        .. measured.Select(cost => new CostCheck(cost.Request, cost, Requests.FirstOrDefault(budget => budget.Request == cost.Request))),
        .. Requests.Where(budget => measured.All(cost => cost.Request != budget.Request))
            .Select(budget => new CostCheck(budget.Request, null, budget)),
    ];
}

/// <param name="Measured">Null where the budget names a request that is not measured any more.</param>
/// <param name="Budget">Null where there is none yet.</param>
internal sealed record CostCheck(string Request, RequestCost? Measured, RequestCost? Budget)
{
    /// <summary>
    /// Whether another process might keep the budget: only bytes differ, and those of one life of a process were seen to differ from those
    /// of the next by 3 to 6 %.
    /// </summary>
    public bool MayVary => Measured is { } now && Budget is { } budget && Differences.Count > 0
        && now.RedisCommands <= budget.RedisCommands && now.SqlCommands <= budget.SqlCommands && now.Exceptions <= budget.Exceptions;

    /// <summary>Empty where the budget is kept.</summary>
    public IReadOnlyList<string> Differences =>
        Measured is null ? ["is not measured any more"]
        : Budget is null ? ["has no budget"]
        : [.. Measured.Differences(Budget)];
}
