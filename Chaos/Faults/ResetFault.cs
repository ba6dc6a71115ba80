using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Faults;

/// <summary>All connections between replicas and a store are reset, and new ones at once, until the cure.</summary>
internal sealed class ResetFault(IServiceProvider services, InstanceFeed instances) : LinkFault(services, instances)
{
    public override string Kind => FaultKinds.Reset;

    protected override Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Put(target, new ResetRule(target.Replica), resets: true));
}
