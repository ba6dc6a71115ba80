using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Puts a record into a store that whoever reads it cannot read, as a damaged disk or an older program may leave one; the cure takes it
/// out again, also of a store that was started anew. Which record that is, only the service's harness knows.
/// </summary>
internal sealed class PoisonFault(InstanceFeed instances, StoreInspectors stores) : IFault
{
    public string Kind => FaultKinds.Poison;

    public IReadOnlyList<FaultParameter> Parameters { get; } =
    [
        new WordsParameter(FaultParameters.Inject), new WordsParameter(FaultParameters.Cure),
        new NameParameter(FaultParameters.Database, "the name of a database"),
    ];

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var store = stores.Of<IStoreInspector>(target, Kind);
        var records = await RunAsync(FaultParameters.Inject, cancellationToken);
        return new Injection(new PoisonEvidence(records, MonotonicClock.Now), async token =>
            Cured.Now(instances.Get(target.Instance), new FaultEffect { Records = await RunAsync(FaultParameters.Cure, token) }));

        async Task<long> RunAsync(string command, CancellationToken token)
        {
            var (words, database) = (arguments.Words(command), arguments.TextOrNull(FaultParameters.Database));
            return (await StoreInspectors.RequireAsync(
                store, async limited => new[] { await store.RunAsync(words, database, limited) }, token))[0];
        }
    }
}
