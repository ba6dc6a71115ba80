using AspireStateless.Control;
using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.Engines;

namespace AspireStateless.LoadTests.Tests.Engines;

/// <summary>Who an instance is while an engine ends containers and starts others.</summary>
public sealed class EngineInstancesTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ShownService _service = new();
    private readonly List<InstanceState> _told = [];

    [Fact]
    public async Task Whoever_takes_a_place_is_the_next_life_of_its_instance()
    {
        using var instances = await TwoAsync();
        var former = instances.Life("api-1");
        await LookAsync(instances, Of("a", 1, ContainerPhase.Ended), Of("b", 2), Of("c", 1, ContainerPhase.Starting));
        Assert.Equal(InstanceStates.Exited, instances.StateOf("api-1").State);

        await LookAsync(instances, Of("a", 1, ContainerPhase.Ended), Of("b", 2), Of("c", 1));
        var next = instances.Life("api-1");
        Assert.Equal("c", next.Container);
        Assert.NotEqual(former.Pid, next.Pid);
        Assert.Equal("http://127.0.0.1:1099", instances.StateOf("api-1").DirectUrl);
        Assert.Equal("b", instances.Life("api-2").Container);
    }

    [Fact]
    public async Task One_that_leaves_is_told_at_once_and_followed_when_it_has_ended()
    {
        using var instances = await TwoAsync();
        await LookAsync(instances, Of("a", 1, ContainerPhase.Stopping), Of("b", 2), Of("c", 1));
        Assert.Equal(InstanceStates.Stopping, _told[^1].State);
        Assert.Null(_told[^1].DirectUrl);

        // The engine shows a container as running until it has ended: it was told otherwise.
        await LookAsync(instances, Of("a", 1), Of("b", 2), Of("c", 1));
        Assert.Equal("a", instances.Life("api-1").Container);
        await LookAsync(instances, Of("b", 2), Of("c", 1));
        Assert.Equal("c", instances.Life("api-1").Container);
    }

    [Fact]
    public async Task One_whose_address_is_not_told_yet_has_not_taken_a_place()
    {
        using var instances = await TwoAsync();
        await LookAsync(instances, Of("b", 2), Of("c", 1) with { Ports = [] });
        Assert.Equal(InstanceStates.Exited, instances.StateOf("api-1").State);
        await LookAsync(instances, Of("b", 2), Of("c", 1));
        Assert.Equal("c", instances.Life("api-1").Container);
    }

    [Fact]
    public async Task A_container_that_is_started_again_is_another_life()
    {
        using var instances = await TwoAsync();
        var former = instances.StateOf("api-2");
        await LookAsync(instances, Of("a", 1), Of("b", 2) with { StartedAt = Start.AddSeconds(9) });
        var next = instances.StateOf("api-2");
        Assert.Equal((InstanceStates.Running, former.Container), (next.State, next.Container));
        Assert.NotEqual((former.Pid, former.StartTicks), (next.Pid, next.StartTicks));
    }

    [Fact]
    public async Task One_more_than_there_were_is_nobody_until_somebody_ends()
    {
        using var instances = await TwoAsync();
        await LookAsync(instances, Of("a", 1), Of("b", 2), Of("c", 3));
        Assert.Null(instances.InstanceOf("c"));
        await LookAsync(instances, Of("b", 2), Of("c", 3));
        Assert.Equal("api-1", instances.InstanceOf("c"));
    }

    private async Task<EngineInstances> TwoAsync()
    {
        var instances = new EngineInstances(_service, "api", ["api-1", "api-2"], "127.0.0.1", _told.Add);
        await LookAsync(instances, Of("a", 1), Of("b", 2));
        Assert.All(instances.States, state => Assert.True(state.IsRunning));
        return instances;
    }

    private async Task LookAsync(EngineInstances instances, params EngineContainer[] shown)
    {
        _service.Shown = shown;
        await instances.LookAsync(TestContext.Current.CancellationToken);
    }

    private static EngineContainer Of(string id, long place, ContainerPhase phase = ContainerPhase.Running) =>
        new(id, place, phase, ExitCode: null, [1000 + id[0]]) { StartedAt = Start };

    private sealed class ShownService() : EngineService("shop_api")
    {
        public IReadOnlyList<EngineContainer> Shown { get; set; } = [];

        public override bool ReplacesEnded => true;

        public override IReadOnlyList<string> Unable => [];

        public override string AdviceForFew(int running) => throw new NotSupportedException();

        public override Task<IReadOnlyList<EngineContainer>> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Shown);

        public override (string Reason, string Advice)? WithoutAddresses(IReadOnlyList<EngineContainer> containers) => null;

        public override Task<ContainerEvidence> EvidenceAsync(string container, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task<string?> EndAsync(string container, string? signal, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
