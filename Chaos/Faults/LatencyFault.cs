using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Faults;

/// <summary>Everything between replicas and a store takes longer, each way.</summary>
internal sealed class LatencyFault(IServiceProvider services, InstanceFeed instances) : LinkFault(services, instances)
{
    public override string Kind => "latency";

    protected override IReadOnlyList<FaultParameter> OwnParameters { get; } =
        [new NumberParameter("ms", 1, 10_000, 100), new NumberParameter("jitterMs", 0, 10_000, 0)];

    protected override Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var rule = new LatencyRule(
            target.Replica, TimeSpan.FromMilliseconds(arguments.Number("ms")), TimeSpan.FromMilliseconds(arguments.Number("jitterMs")));
        var evidence = new LinkEvidence(target.Store, target.Replica, target.Link.Add(rule), MonotonicClock.Nanoseconds);
        return Task.FromResult(new Injection(evidence, _ => Task.FromResult(Lift(target, rule, rule.Effect))));
    }
}
