using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Benches.Service;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Benches.Parts;

/// <summary>What is measured, and how long that takes at most.</summary>
internal sealed record BenchPlan(IReadOnlyList<BenchPart> Parts, BenchSize Size)
{
    // Before and after: whether times can be measured at all.
    private static readonly TimeSpan Calibrations = TimeSpan.FromSeconds(10);

    /// <summary>When it ends as invalid, whatever the machine did meanwhile.</summary>
    // What is beyond the plan is for a machine that takes longer to start things.
    public TimeSpan Limit => 1.5 * MostPlanned;

    public TimeSpan Expected => Parts.Aggregate(Calibrations, (sum, part) => sum + TimeSpan.FromSeconds(part.Seconds(Size)));

    private TimeSpan MostPlanned => TimeSpan.FromMinutes(Parts.Any(part => part.Name == BenchPart.Growth) ? 8 : 4);

    /// <param name="only">Names of parts with commas between them; null for the usual ones.</param>
    /// <exception cref="BadInputException">There is no such part, or it cannot be done in time.</exception>
    public static BenchPlan Of(string? only, BenchSize size)
    {
        if (size.Rounds < 1 || size.Seconds < 1)
        {
            throw new BadInputException(
                $"{size.Rounds} rounds of {size.Seconds} s cannot be measured.", "At least one round, of at least 1 s.");
        }

        var plan = new BenchPlan(only is null ? [.. BenchPart.All.Where(part => part.IsUsual)] : [.. Named(only.Split(','))], size);
        plan.Require("--baseline", size.Baseline, BenchPart.Start, BenchPart.Endpoints);
        plan.Require("--endpoint", size.Endpoint, BenchPart.Profile);
        if (size.Endpoint is { } endpoint && EndpointRows.Requests.All(request => request.Name != endpoint))
        {
            throw new BadInputException(
                $"There is no endpoint '{endpoint}'.",
                $"One of {string.Join(", ", EndpointRows.Requests.Select(request => request.Name))}.");
        }

        return plan.Expected <= plan.MostPlanned
            ? plan
            : throw new BadInputException(
                $"{size.Rounds} rounds of {size.Seconds} s take about {plan.Expected.TotalSeconds:F0} s,"
                    + $" {plan.MostPlanned.TotalSeconds:F0} s at most.",
                $"Fewer rounds, or shorter ones, or --only some of {BenchPart.Names}.");
    }

    /// <summary>The same with the baseline built, if there is one: that takes no time of the measurement.</summary>
    /// <exception cref="BadInputException">Git knows no such commit.</exception>
    /// <exception cref="InvalidRunException">It does not build.</exception>
    public async Task<BenchPlan> BuiltAsync(Action<string> say, CancellationToken cancellationToken)
    {
        if (Size.Baseline is not { } baseline)
        {
            return this;
        }

        var commit = await CommitBuild.ResolveAsync(baseline, cancellationToken);
        var folder = await CommitBuild.MakeAsync(commit, CommitBuild.AppHost, say, cancellationToken);
        return this with { Size = Size with { Baseline = folder } };
    }

    // An option that some parts take.
    private void Require(string option, string? value, params string[] takers)
    {
        if (value is not null && !Parts.Any(part => takers.Contains(part.Name)))
        {
            throw new BadInputException(
                $"{option} is for {string.Join(" and ", takers)}, and that is not measured.",
                $"Name it: --only {takers[0]} {option} '{value}'.");
        }
    }

    private static IEnumerable<BenchPart> Named(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Select(name =>
        BenchPart.All.FirstOrDefault(part => part.Name == name)
            ?? throw new BadInputException($"There is no part '{name}'.", $"Some of {BenchPart.Names}; without --only, the table."));
}
