using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Plans;

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
