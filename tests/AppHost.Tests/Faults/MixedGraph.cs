namespace AspireStateless.AppHost.Tests.Faults;

/// <summary>
/// One replica of the service that bugs are planted in, none of them chosen, and the present build in the place of an older one: what is
/// put to the test is the graph.
/// </summary>
public sealed class MixedGraph : ControlledGraph
{
    protected override IReadOnlyList<string> Arguments =>
        ["--Replicas=1", "--Api:Project=../tests/PlantedBugs/PlantedBugs.csproj", "--Api:OldProject=../Api/Api.csproj"];
}
