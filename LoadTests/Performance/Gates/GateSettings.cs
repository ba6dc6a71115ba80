using System.Net;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates;

/// <summary>
/// How the AppHosts of a comparison are started: with nothing that happens by itself and, where it is not compared, without a disk.
/// </summary>
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

    // Code is compiled once, at its first call: else it is compiled again all the time that is measured, which takes as much of the
    // processors as the requests do, and it allocates less and less meanwhile, sooner on an idle machine than on a busy one.
    private static readonly Dictionary<string, string> Compiled = new(Calm, StringComparer.Ordinal) { ["DOTNET_TieredCompilation"] = "0" };

    /// <summary>For the comparison of times, and of costs on the same stores.</summary>
    /// <param name="baseline">The project of the baseline's Api.</param>
    /// <param name="bug">What the candidate is given; null for the Api as it is.</param>
    public static OwnAppHostOptions ForTimes(string baseline, string? bug) =>
        Of(bug, new(Compiled, StringComparer.Ordinal) { ["Api:OldProject"] = baseline });

    /// <summary>For the counting of costs alone.</summary>
    /// <param name="bug">As above.</param>
    public static OwnAppHostOptions ForCosts(string? bug) => Of(bug, new(Compiled, StringComparer.Ordinal));

    /// <summary>
    /// For the table of the bench: replicas on stores that keep what they acknowledge, as <paramref name="append"/> says.
    /// </summary>
    /// <param name="append">See <c>Redis:Append</c>.</param>
    public static OwnAppHostOptions ForBench(int replicas, string append) =>
        Of(bug: null, new(Calm, StringComparer.Ordinal) { ["Redis:Append"] = append }) with { Replicas = replicas };

    /// <summary>The same with telemetry as under load, one trace in a hundred.</summary>
    /// <param name="collector">Takes whatever is sent to it.</param>
    /// <param name="baseline">The project of an older Api, of which there is a replica on the same stores; null for none.</param>
    public static OwnAppHostOptions ForBench(string append, IPEndPoint collector, string? baseline)
    {
        var settings = new Dictionary<string, string>(ForBench(replicas: 1, append).Settings, StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://{collector}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
            ["OTEL_TRACES_SAMPLER_ARG"] = "0.01",
        };
        if (baseline is not null)
        {
            settings["Api:OldProject"] = baseline;
        }

        return Of(bug: null, settings);
    }

    private static OwnAppHostOptions Of(string? bug, Dictionary<string, string> settings)
    {
        if (bug is not null)
        {
            settings["Api:Project"] = BuildPaths.PlantedBugs;
            settings["PLANTED_BUG"] = bug;
        }

        return new OwnAppHostOptions(Replicas: 1, settings);
    }
}
