using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>What the contract promises in so many words, and other workloads have no use for.</summary>
/// <param name="parts">By the kind of the planned operation.</param>
internal sealed class ContractsWorkload(IReadOnlyDictionary<OperationKind, IWorkload> parts) : IWorkload
{
    public static ContractsWorkload Of(WorkloadContext run) => new(new Dictionary<OperationKind, IWorkload>
    {
        [OperationKind.ChangeIf] = new ConditionalChanges(run.Sender, run.Accounts, run.Names, run.Users),
        [OperationKind.ReuseKey] = new ReusedKeys(run.Sender, run.Accounts, run.Names, run.Users),
        [OperationKind.ListPage] = new ListedPages(run.Sender, run.Accounts, run.Products, run.Names),
        [OperationKind.Browse] = new BrowserVisits(run.Sender, run.Accounts, run.Names, run.Users),
        [OperationKind.Refused] = new RefusedRequests(run.Sender, run.Accounts, run.Names, run.Users),
    });

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var part in parts.Values)
        {
            await part.PrepareAsync(cancellationToken);
        }
    }

    public ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due) =>
        parts[operation.Kind].ExecuteAsync(operation, key, due);
}

/// <summary>Draws which part of the contract is looked at; what it refuses is asked for in turn, so that nothing is left out.</summary>
internal sealed class ContractsMix(ulong seed) : IMix
{
    private const int RefusedPerHundred = 40;

    // Of each other part.
    private const int PerHundred = 15;
    private const int Subjects = 1000;
    private readonly RandomStream _random = RandomStream.Of(seed, "contracts");
    private int _refused;

    public int Clients => 8;

    public PlannedOperation Next(long due, short? subject)
    {
        var kind = ((_random.Next(100) - RefusedPerHundred) / (double)PerHundred) switch
        {
            < 0 => OperationKind.Refused,
            < 1 => OperationKind.ChangeIf,
            < 2 => OperationKind.ReuseKey,
            < 3 => OperationKind.ListPage,
            _ => OperationKind.Browse,
        };
        var about = kind == OperationKind.Refused ? _refused++ % Refusal.All.Count : subject ?? _random.Next(Subjects);
        return new PlannedOperation(due, _random.Next(Clients), kind, about, choice: _random.Next(2));
    }
}
