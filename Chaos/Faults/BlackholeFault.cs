using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Faults;

/// <summary>Nothing comes through between replicas and a store, one way or both; nobody is told.</summary>
internal sealed class BlackholeFault(IServiceProvider services, InstanceFeed instances) : LinkFault(services, instances)
{
    public override string Kind => "blackhole";

    protected override IReadOnlyList<FaultParameter> OwnParameters { get; } = [new ChoiceParameter("direction", "both", "to-store", "from-store")];

    protected override Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        LinkDirection? direction = arguments.Text("direction") switch
        {
            "to-store" => LinkDirection.ToStore,
            "from-store" => LinkDirection.FromStore,
            _ => null,
        };
        var rule = new BlackholeRule(target.Replica, direction);
        var evidence = new LinkEvidence(target.Store, target.Replica, target.Link.Add(rule), MonotonicClock.Nanoseconds);
        return Task.FromResult(new Injection(evidence, _ => Task.FromResult(Lift(target, rule, rule.Effect))));
    }
}
