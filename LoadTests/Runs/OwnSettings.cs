using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Runs;

/// <summary>
/// What makes an AppHost of a run's own quick to prepare and its background work quick to watch. None of it weakens a promise.
/// </summary>
internal static class OwnSettings
{
    private static readonly Dictionary<string, string> Always = new(StringComparer.Ordinal)
    {
        ["Accounts:PasswordIterations"] = "1000",
        // Clients of a run say as through a proxy who they are: what one tries too often is no other's.
        ["Proxies:Trusted:0"] = "127.0.0.1",
        ["Proxies:Trusted:1"] = "::1",
        // As short as may be, for a leader that is paused to come back to another one.
        ["Jobs:Period"] = "00:00:01",
        ["Jobs:Lease"] = "00:00:01",
        // As often as may be, for a record in the key ring that nobody can read to be met while it is there.
        ["Keys:RefreshPeriod"] = "00:00:01",
        // A replica of a run lives for seconds: it would spend half a core on a profile that only helps one that lives for minutes.
        ["DOTNET_TieredPGO"] = "0",
    };

    /// <summary>All that a run's own AppHost is told.</summary>
    /// <param name="oldProject">Of the older build; null for none.</param>
    public static Dictionary<string, string> Of(RunOptions options, string? oldProject)
    {
        var settings = options.Scenario.File is { } file
            ? ServiceSettings.Of(file, options.Scenario.Faults.NeedsLinks) : Of(options.Scenario);
        foreach (var (key, value) in options.Settings)
        {
            settings[key] = value;
        }

        if (oldProject is not null)
        {
            settings["Api:OldProject"] = oldProject;
        }

        if (options.Bug is not null)
        {
            settings["PLANTED_BUG"] = options.Bug;
            settings["Api:Project"] = BuildPaths.PlantedBugs;
        }

        return settings;
    }

    /// <summary>Those of every run, then the scenario's.</summary>
    public static Dictionary<string, string> Of(Scenario scenario)
    {
        var settings = new Dictionary<string, string>(Always, StringComparer.Ordinal);
        if (scenario.Faults.NeedsLinks)
        {
            settings["Chaos:Links"] = "true";
        }

        foreach (var (key, value) in scenario.Settings)
        {
            settings[key] = value;
        }

        return settings;
    }
}
