using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace AspireStateless.Architecture.Tests;

/// <summary>What may use what: each project those that are named for it, each of its folders those that stand before it.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Uses = new()
    {
        ["Control"] = [],
        ["Judging"] = ["Control"],
        ["Stores"] = [],
        ["Chaos"] = ["Control", "Stores"],
        ["LoadTests"] = ["Control", "Judging"],
        ["ServiceDefaults"] = [],
        ["Api"] = ["ServiceDefaults"],
        ["Analyzers"] = [],
    };

    // "/" is a project's own root, which knows all.
    private static readonly Dictionary<string, string> Layers = new()
    {
        ["Control"] = "/ Evidence",
        ["Stores"] = "Programs Kinds Watch Data Containers Redis Postgres /",
        ["Chaos"] = "Answers Processes Containers Copies Instances Links Inspectors Faults Endpoint /",
        ["ServiceDefaults"] = "/",
        ["Api"] = """
            Security Telemetry Storage Storage.Redis Storage.Postgres Storage.Migrations Answers Problems Inputs Idempotency Keys
            Sessions Accounts Catalog Carts Visits Orders Jobs Operations Replicas Counters Documents Home /
            """,
        ["Judging"] = """
            Histories Faults Verdicts Rules Objects Promises Carts Models Visits Sessions Expiry Tokens Catalog Orders Jobs Durability Stop
            StoresDown Availability Existence Contracts Throttles Services /
            """,
        ["LoadTests"] = """
            Failures Metering Load.Arrivals Load Load.Sockets Load.Hosts SystemUnderTest Client Targets Engines Engines.Kubernetes
            WorkloadFiles Workloads ServiceWorkloads Faults Scenarios Plans
            Calibration Reports.Series Reports Reports.Pages Reports.Live Reports.Files Runs Shrinking Bugs
            Performance.Gates.Statistics Performance.Gates.Pairs Performance.Gates.Costs Performance.Gates.Recoveries Performance.Gates
            Performance.Gates.SelfTests Performance.Benches Performance.Benches.Engine Performance.Benches.Service
            Performance.Benches.Profile Performance.Benches.Hosts Performance.Benches.Judges
            Performance.Benches.Growth Performance.Benches.Parts Verbs /
            """,
        ["Analyzers"] = "Code Rules Services State Keys Stores Work Clients",
    };

    internal static readonly ArchUnitNET.Domain.Architecture Architecture =
        new ArchLoader().LoadAssemblies([.. Uses.Keys.Select(AssemblyOf)]).Build();

    public static TheoryData<string> Projects => [.. Uses.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_arrow_points_down(string project)
    {
        var layers = Layers[project].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var wrong =
            from type in Architecture.Types
            let origin = Place(type)
            where origin?.Project == project
            from target in type.Dependencies.Select(dependency => dependency.Target).Distinct()
                .Where(target => target is not GenericParameter)
            let to = Place(target)
            where to is not null && !IsBelow(to.Value, origin.Value)
            select $"{type.FullName} uses {target.FullName}";
        Assert.True(!wrong.Any(), string.Join('\n', wrong));

        bool IsBelow((string Project, string Folder) to, (string Project, string Folder) origin) =>
            to.Project != project ? Uses[project].Contains(to.Project)
            : to.Folder == origin.Folder || Array.IndexOf(layers, to.Folder) is >= 0 and var place
                && place < Array.IndexOf(layers, origin.Folder);
    }

    /// <summary>What is packed bears its package's name.</summary>
    internal static System.Reflection.Assembly AssemblyOf(string project) => System.Reflection.Assembly.Load(
        File.Exists(Path.Combine(AppContext.BaseDirectory, $"AspireStateless.{project}.dll")) ? $"AspireStateless.{project}" : project);

    /// <returns>Project and folder, by the namespace; null for what is not ours.</returns>
    private static (string Project, string Folder)? Place(IType type) =>
        type.Namespace?.FullName.Split('.', 3) is ["AspireStateless", var project, .. var rest] && Uses.ContainsKey(project)
            ? (project, rest is [var folder] ? folder : "/")
            : null;
}
