using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Faults;

/// <summary>All connections between replicas and a store are reset, and new ones at once, until the cure.</summary>
internal sealed class ResetFault(IServiceProvider services, InstanceFeed instances) : LinkFault(services, instances)
{
    public override string Kind => "reset";

    protected override Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var rule = new ResetRule(target.Replica);
        var concerned = target.Link.Add(rule);
        var evidence = new LinkEvidence(target.Store, target.Replica, concerned, MonotonicClock.Nanoseconds)
        {
            ConnectionsReset = target.Link.Reset(rule),
        };
        return Task.FromResult(new Injection(evidence, _ => Task.FromResult(Lift(target, rule, effect: null))));
    }
}
