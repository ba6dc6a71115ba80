namespace AspireStateless.AppHost.Tests.Faults;

/// <summary>Started with links and homes, as a harness starts it.</summary>
public sealed class LinkedGraph : ControlledGraph
{
    protected override IReadOnlyList<string> Arguments => ["--Replicas=2", "--Chaos:Links=true", "--Chaos:OwnHomes=true"];
}
