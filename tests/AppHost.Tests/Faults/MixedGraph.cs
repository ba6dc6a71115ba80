using Aspire.Hosting;

namespace AspireStateless.AppHost.Tests.Faults;

/// <summary>
/// One replica of the service that bugs are planted in, none of them chosen; the present build in the place of an older one; and a service
/// of somebody else's making, as Aspire starts projects unless it is told otherwise: what is put to the test is the graph.
/// </summary>
public sealed class MixedGraph : ControlledGraph
{
    protected override IReadOnlyList<string> Arguments =>
        ["--Replicas=1", "--Api:Project=../tests/PlantedBugs/PlantedBugs.csproj", "--Api:OldProject=../Api/Api.csproj"];

    protected override void Add(IDistributedApplicationBuilder builder) =>
        builder.AddProject("names", "../samples/aspnet-session/AspNetSession.csproj").WithHttpEndpoint().WithReplicas(2);
}
