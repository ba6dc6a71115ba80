using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// The n-th answer of a store from now on is held, then its connection is dropped: the store has done what it was asked, and whoever asked
/// never hears of it. Takes effect, and returns, when the answer is held; so it needs traffic.
/// </summary>
internal sealed class HoldAnswerFault(IServiceProvider services, InstanceFeed instances) : LinkFault(services, instances)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DropLimit = TimeSpan.FromSeconds(5);

    public override string Kind => "hold-answer";

    protected override IReadOnlyList<FaultParameter> OwnParameters { get; } =
        [new NumberParameter("nth", 1, 1_000_000, 1), new NumberParameter("holdMs", 0, 60_000, 500)];

    protected override async Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var rule = new HoldAnswerRule(target.Replica, arguments.Number("nth"), TimeSpan.FromMilliseconds(arguments.Number("holdMs")));
        var concerned = target.Link.Add(rule);
        try
        {
            var bytes = await rule.Held.WaitAsync(AnswerLimit, cancellationToken).ConfigureAwait(false);
            var evidence = new LinkEvidence(target.Store, target.Replica, concerned, MonotonicClock.Nanoseconds) { BytesHeld = bytes };
            return new Injection(evidence, async token =>
            {
                var cured = Lift(target, rule, new HoldEffect(1));
                await rule.Dropped.WaitAsync(DropLimit, token).ConfigureAwait(false);
                return cured;
            });
        }
        catch (TimeoutException)
        {
            target.Link.Remove(rule);
            throw RefusedException.NotEffective(
                "not-effective", $"'{target.Store}' did not give that many answers within {AnswerLimit.TotalSeconds:0} s.");
        }
    }
}

/// <summary>What became of an answer that was held.</summary>
/// <param name="ConnectionsDropped">How many connections were dropped instead of delivering it.</param>
internal sealed record HoldEffect(int ConnectionsDropped);
