using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Faults;

/// <summary>Everything between replicas and a store takes longer, each way.</summary>
internal sealed class LatencyFault(IServiceProvider services, InstanceFeed instances) : LinkFault(services, instances)
{
    public override string Kind => FaultKinds.Latency;

    protected override IReadOnlyList<FaultParameter> OwnParameters { get; } =
        [new NumberParameter(FaultParameters.Ms, 1, 10_000, 100), new NumberParameter(FaultParameters.JitterMs, 0, 10_000, 0)];

    protected override Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Put(target, new LatencyRule(
            target.Replica, arguments.Milliseconds(FaultParameters.Ms), arguments.Milliseconds(FaultParameters.JitterMs))));
}
