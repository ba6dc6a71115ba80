using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Faults;

/// <summary>Nothing comes through between replicas and a store, one way or both; nobody is told.</summary>
internal sealed class BlackholeFault(IServiceProvider services, InstanceFeed instances) : LinkFault(services, instances)
{
    public override string Kind => FaultKinds.Blackhole;

    protected override IReadOnlyList<FaultParameter> OwnParameters { get; } =
        [new ChoiceParameter(FaultParameters.Direction, LinkDirections.Both, LinkDirections.ToStore, LinkDirections.FromStore)];

    protected override Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        LinkDirection? direction = arguments.Text(FaultParameters.Direction) switch
        {
            LinkDirections.ToStore => LinkDirection.ToStore,
            LinkDirections.FromStore => LinkDirection.FromStore,
            _ => null,
        };
        return Task.FromResult(Put(target, new BlackholeRule(target.Replica, direction)));
    }
}
