using AspireStateless.Tests;

namespace AspireStateless.AppHost.Tests.Faults;

/// <summary>The graph with its stores in containers; where no engine is at hand it is not started, and its tests are skipped.</summary>
public sealed class ContainerGraph : ControlledGraph, IAsyncLifetime
{
    protected override IReadOnlyList<string> Arguments => ["--Stores=Containers"];

    public new ValueTask InitializeAsync() => EngineAtHand.Missing is null ? base.InitializeAsync() : default;

    public new ValueTask DisposeAsync() => EngineAtHand.Missing is null ? base.DisposeAsync() : default;
}
