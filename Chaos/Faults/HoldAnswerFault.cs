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

    public override string Kind => FaultKinds.HoldAnswer;

    protected override IReadOnlyList<FaultParameter> OwnParameters { get; } =
        [new NumberParameter(FaultParameters.Nth, 1, 1_000_000, 1), new NumberParameter(FaultParameters.HoldMs, 0, 60_000, 500)];

    protected override async Task<Injection> InjectAsync(LinkTarget target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var rule = new HoldAnswerRule(
            target.Replica, arguments.Number(FaultParameters.Nth), arguments.Milliseconds(FaultParameters.HoldMs));
        var concerned = target.Link.Add(rule);
        try
        {
            var bytes = await rule.Held.WaitAsync(AnswerLimit, cancellationToken);
            var evidence = new LinkEvidence(target.Store, target.Replica, concerned, MonotonicClock.Now) { BytesHeld = bytes };
            return new Injection(evidence, async token =>
            {
                var cured = Lift(target, rule);
                await rule.Dropped.WaitAsync(DropLimit, token);
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
