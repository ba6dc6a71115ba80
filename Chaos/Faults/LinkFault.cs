using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Chaos.Faults;

/// <summary>A fault of the link between replicas and the store that is its target; with <c>replica</c>, of that one's link alone.</summary>
internal abstract class LinkFault(IServiceProvider services, InstanceFeed instances) : IFault
{
    private static readonly InstanceParameter Replica = new("replica");

    public abstract string Kind { get; }

    public IReadOnlyList<FaultParameter> Parameters => [Replica, .. OwnParameters];

    /// <summary>What it takes besides <c>replica</c>.</summary>
    protected virtual IReadOnlyList<FaultParameter> OwnParameters => [];

    // Nothing happens to the store: it may be ended or started while an answer of it is waited for.
    public bool TakesTurn => false;

    // A link is there whatever its store does.
    public void CheckState(InstanceState target)
    {
    }

    public Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var links = services.GetService<LinkSet>()
            ?? throw RefusedException.Unsupported($"'{Kind}' needs links, and this AppHost was started without Chaos:Links=true.");
        var link = links.Of(target, Kind);
        var replica = arguments.TextOrNull(Replica.Name) is { } name ? instances.Find(name).Instance : null;
        return InjectAsync(new LinkTarget(link, target.Instance, replica), arguments, cancellationToken);
    }

    protected abstract Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken);

    /// <summary>Takes a rule away.</summary>
    protected CureEvidence Lift(LinkTarget target, LinkRule rule, object? effect)
    {
        target.Link.Remove(rule);
        return CureEvidence.Now(instances.Get(target.Store), effect);
    }
}

/// <summary>Which connections a fault is about.</summary>
/// <param name="Link">The link to the store.</param>
/// <param name="Store">The store's instance.</param>
/// <param name="Replica">The only instance that is concerned; null concerns all.</param>
internal sealed record LinkTarget(StoreLink Link, string Store, string? Replica);

/// <summary>Evidence of a fault on a link.</summary>
/// <param name="Store">The store's instance.</param>
/// <param name="Replica">The only instance that is concerned; null concerns all.</param>
/// <param name="Connections">How many connections were concerned when it began.</param>
/// <param name="At">When it was there, <see cref="MonotonicClock"/>.</param>
internal sealed record LinkEvidence(string Store, string? Replica, int Connections, long At)
{
    /// <summary>How many of them were reset.</summary>
    public int ConnectionsReset { get; init; }

    /// <summary>Bytes of the answer that is held.</summary>
    public long BytesHeld { get; init; }
}
