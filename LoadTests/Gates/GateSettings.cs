using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Gates;

/// <summary>How the AppHosts of a comparison are started: with nothing that happens by itself, and without a disk, which is not compared.</summary>
internal static class GateSettings
{
    private static readonly Dictionary<string, string> Calm = new(StringComparer.Ordinal)
    {
        ["Accounts:PasswordIterations"] = "1000",
        ["Accounts:SignUpsPerMinute"] = "0",
        ["Accounts:FailedLoginsPerMinute"] = "0",
        ["Jobs:Period"] = "1.00:00:00",
        ["Redis:Append"] = "no",
    };

    /// <param name="baseline">The project of the baseline's Api.</param>
    /// <param name="bug">What the candidate is given; null for the Api as it is.</param>
    public static OwnAppHostOptions Of(string baseline, string? bug)
    {
        var settings = new Dictionary<string, string>(Calm, StringComparer.Ordinal) { ["Api:OldProject"] = baseline };
        if (bug is not null)
        {
            settings["Api:Project"] = BuildPaths.PlantedBugs;
            settings["PLANTED_BUG"] = bug;
        }

        return new OwnAppHostOptions(BuildPaths.AppHost, BuildPaths.AppHosts, Replicas: 1, settings);
    }
}
