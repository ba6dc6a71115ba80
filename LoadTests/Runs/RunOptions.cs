using AspireStateless.LoadTests.Load.Hosts;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Runs;

/// <summary>What a user asked <c>run</c> for.</summary>
internal sealed record RunOptions
{
    public required Scenario Scenario { get; init; }
    public required ulong Seed { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Operations per second.</summary>
    public required double Rate { get; init; }

    /// <summary>How many replicas an AppHost of the run's own is to have.</summary>
    public int Replicas { get; init; } = 3;

    /// <summary>Use a running AppHost.</summary>
    public bool Attach { get; init; }

    /// <summary>Its pid or its address file; null for the only one.</summary>
    public string? AttachTo { get; init; }

    /// <summary>The AppHost that the run starts in place of ours; null for ours.</summary>
    public AppHostProject? AppHost { get; init; }

    /// <summary>Addresses of copies that no AppHost runs; empty for those of an AppHost.</summary>
    public IReadOnlyList<Uri> Targets { get; init; } = [];

    /// <summary>The service whose replicas an engine runs; null for those of an AppHost.</summary>
    public EngineChoice? Engine { get; init; }

    /// <summary>The planted bug to run instead of the Api; null for none.</summary>
    public string? Bug { get; init; }

    /// <summary>Configuration keys for the run's own AppHost and its replicas.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Have the run's own AppHost show its dashboard.</summary>
    public bool Dashboard { get; init; }

    /// <summary>Measure the generator first; without it the run says nothing about times, and as much about promises.</summary>
    public bool Calibrates { get; init; } = true;

    /// <summary>End the traffic as soon as a promise is seen broken.</summary>
    public bool UntilBroken { get; init; }

    /// <summary>The plan to carry out as it is; null to make one.</summary>
    public StoredPlan? Stored { get; init; }

    /// <summary>The tool that the operations are carried out in; null for none.</summary>
    public ILoadHost? Host { get; init; }

    /// <summary>The commit of the older build; null for the default one.</summary>
    public string? From { get; init; }

    /// <summary>The folder that run folders go into.</summary>
    public required string Output { get; init; }

    /// <summary>The command that does the same again.</summary>
    public string Command =>
        $"{BuildPaths.Command} run {What}"
        + (Attach ? " --attach"
            : Replicas == 3 || Targets.Count > 0 || Engine is not null || Stored is not null ? ""
            : $" --replicas {Replicas}")
        + (AppHost is null ? "" : $" --apphost {AppHost.Path}")
        + (Scenario.File is not { } file || Stored is not null ? "" : $" --workload {file.Path}")
        + (Targets.Count == 0 ? "" : $" --target {string.Join(',', Targets)}")
        + (Engine is null ? "" : $" {Engine}")
        + (Bug is null ? "" : $" --bug {Bug}")
        + (From is null ? "" : $" --from {From}")
        + (Host is null ? "" : $" --host {Host.Name}")
        + (Dashboard ? " --dashboard" : "")
        + (Calibrates ? "" : " --no-calibration")
        + (UntilBroken ? " --until-broken" : "")
        + string.Concat(Settings.Select(setting => $" --set {setting.Key}={setting.Value}"));

    private string What => Stored is not null
        ? $"--plan {Stored.Path}"
        : $"{Scenario.Name} --seed {Seed}"
            + (Duration == Scenario.Duration ? "" : $" --duration {Duration.TotalSeconds}s")
            + (Rate == Scenario.Rate ? "" : $" --rate {Rate}");
}
