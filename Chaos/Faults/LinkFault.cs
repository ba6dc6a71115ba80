using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Chaos.Faults;

/// <summary>A fault of the link between replicas and the store that is its target; with <c>replica</c>, of that one's link alone.</summary>
internal abstract class LinkFault(IServiceProvider services, InstanceFeed instances) : IFault
{
    private static readonly NameParameter Replica = new(FaultParameters.Replica, "the id of an instance");

    public abstract string Kind { get; }

    public IReadOnlyList<FaultParameter> Parameters => [Replica, .. OwnParameters];

    /// <summary>What it takes besides <c>replica</c>.</summary>
    protected virtual IReadOnlyList<FaultParameter> OwnParameters => [];

    // Nothing happens to the store: it may be ended or started while an answer of it is waited for.
    public bool TakesTurn => false;

    // A link is there whatever its store does.
    public void CheckState(TrackedInstance target)
    {
    }

    public Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var links = services.GetService<LinkSet>()
            ?? throw RefusedException.Unsupported($"'{Kind}' needs links, and this AppHost was started without Chaos:Links=true.");
        var link = links.Of(target, Kind);
        var replica = arguments.TextOrNull(Replica.Name) is { } name ? instances.Find(name).Instance : null;
        return InjectAsync(new LinkTarget(link, target.Instance, replica), arguments, cancellationToken);
    }

    protected abstract Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken);

    /// <summary>Puts a rule on that has its effect at once.</summary>
    /// <param name="resets">Whether the connections that are there are to be reset.</param>
    /// <exception cref="RefusedException">There are none.</exception>
    protected Injection Put(LinkTarget target, LinkRule rule, bool resets = false)
    {
        var evidence = new LinkEvidence(target.Store, target.Replica, target.Link.Add(rule), MonotonicClock.Now)
        {
            ConnectionsReset = resets ? target.Link.Reset(rule) : 0,
        };
        if (resets && evidence.ConnectionsReset == 0)
        {
            target.Link.Remove(rule);
            throw RefusedException.Conflict("no-connection", $"There is no connection to {target.Store} at this moment, to be reset.");
        }

        return new Injection(evidence, _ => Task.FromResult(Lift(target, rule)));
    }

    /// <summary>Takes a rule away.</summary>
    protected CureEvidence Lift(LinkTarget target, LinkRule rule)
    {
        var effect = rule.Effect;
        target.Link.Remove(rule);
        return Cured.Now(instances.Get(target.Store), effect);
    }
}
