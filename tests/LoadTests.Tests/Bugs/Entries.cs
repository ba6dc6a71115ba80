using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Bugs;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Bugs;

/// <summary>A small catalogue, and results of it.</summary>
internal static class Entries
{
    public const string Commit = "0123abcd";

    public static PlantedBug Counter { get; } = new()
    {
        Name = "Counter",
        Kind = PlantedKind.Bug,
        What = "Counts wrongly.",
        Breaks = "Visits",
        LeastFault = "none",
        Scenario = "smoke",
    };

    public static PlantedBug Lifetime { get; } = Counter with { Name = "Lifetime", Breaks = "Sessions" };

    public static PlantedBug Decoy { get; } = new()
    {
        Name = "Decoy",
        Kind = PlantedKind.Decoy,
        What = "Looks wrong.",
        Scenario = "chaos",
    };

    public static BugTrial Found(PlantedBug entry, ulong seed, string promise, double seconds) => new()
    {
        Bug = entry.Name,
        Seed = seed,
        Commit = Commit,
        Scenario = entry.Scenario,
        ExitCode = ExitCode.Failed,
        Named = promise,
        Broken = [promise],
        Seconds = seconds,
        Verdict = $"FAILED: {promise} broken",
        RunFolder = "20260101-000000-smoke-1",
    };

    public static BugTrial NotFound(PlantedBug entry, ulong seed, ExitCode code) => new()
    {
        Bug = entry.Name,
        Seed = seed,
        Commit = Commit,
        Scenario = entry.Scenario,
        ExitCode = code,
        Seconds = 20,
        Verdict = $"{code} it is",
    };
}
