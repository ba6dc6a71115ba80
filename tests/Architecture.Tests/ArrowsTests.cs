using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace AspireStateless.Architecture.Tests;

/// <summary>What may use what. Every project's folders stand in the order of its layers: each uses those before it, and none after it.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Uses = new()
    {
        ["Control"] = [],
        ["Judging"] = ["Control"],
        ["Stores"] = ["Control"],
        ["Chaos"] = ["Control", "Stores"],
        ["LoadTests"] = ["Control", "Judging"],
        ["ServiceDefaults"] = [],
        ["Api"] = ["ServiceDefaults"],
    };

    // A project's own root comes last: it knows all.
    private static readonly Dictionary<string, string[]> Layers = new()
    {
        ["Control"] = ["", "Evidence"],
        ["Judging"] = ["Histories", "Faults", "Verdicts", "Rules", "Objects", "Promises", "Carts", "Models", "Visits", "Sessions", "Expiry", "Tokens", "Catalog", "Orders",
            "Jobs", "Durability", "Stop", "StoresDown", ""],
        ["LoadTests"] = ["Failures", "Metering", "Load.Arrivals", "Load", "Load.Sockets", "Load.Hosts", "SystemUnderTest", "Client", "Targets", "Workloads", "Faults",
            "Scenarios", "Plans", "Calibration", "Reports.Series", "Reports", "Reports.Pages", "Reports.Live", "Reports.Files", "Runs", "Shrinking", "Bugs",
            "Performance.Gates.Statistics", "Performance.Gates.Pairs", "Performance.Gates.Costs", "Performance.Gates.Recoveries", "Performance.Gates",
            "Performance.Gates.SelfTests", "Performance.Benches", "Performance.Benches.Engine", "Performance.Benches.Table", "Verbs", ""],
    };

    private static readonly ArchUnitNET.Domain.Architecture Architecture =
        new ArchLoader().LoadAssemblies([.. Uses.Keys.Except(["Api","Chaos","Stores","ServiceDefaults"]).Select(System.Reflection.Assembly.Load)]).Build();

    public static TheoryData<string> Projects => [.. Uses.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_arrow_points_down(string project)
    {
        var upwards =
            from type in Architecture.Types
            let origin = Place.Of(type)
            where origin?.Project == project
            from target in type.Dependencies.Select(dependency => dependency.Target).Distinct().Where(target => target is not GenericParameter)
            let to = Place.Of(target)
            where to is not null && !IsAllowed(origin, to)
            select $"{type.FullName} uses {target.FullName}";
        Assert.True(!upwards.Any(), string.Join('\n', upwards));
    }

    private static bool IsAllowed(Place from, Place to) => from.Project != to.Project
        ? Uses[from.Project].Contains(to.Project)
        : from.Folder == to.Folder || (Layers.TryGetValue(from.Project, out var layers) && Array.IndexOf(layers, to.Folder) is >= 0 and var below
            && below < Array.IndexOf(layers, from.Folder));

    private sealed record Place(string Project, string Folder)
    {
        private const string Root = "AspireStateless.";

        /// <returns>Null for what is not ours.</returns>
        public static Place? Of(IType type)
        {
            if (type.Namespace?.FullName is not { } name || !name.StartsWith(Root, StringComparison.Ordinal))
            {
                return null;
            }

            string[] parts = name[Root.Length..].Split('.', 2);
            return Uses.ContainsKey(parts[0]) ? new Place(parts[0], parts.Length == 1 ? "" : parts[1]) : null;
        }
    }
}
