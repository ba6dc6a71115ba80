using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>The workloads there are. Plans refer to them by their place: add at the end.</summary>
internal static class WorkloadCatalog
{
    /// <summary>The one that needs a service which tells clients of one machine apart.</summary>
    public const string Throttles = "throttles";

    public static IReadOnlyList<WorkloadKind> All { get; } =
    [
        new("visits", (seed, _) => new VisitsMix(seed), run => new VisitsWorkload(run.Sender, run.Names))
        {
            Burst = new(OperationKind.Visit, 40),
        },
        new(
            "sessions",
            (seed, users) => new SessionsMix(seed, UserPool.Count(users.Sessions)),
            run => new SessionsWorkload(run.Sender, run.Accounts, run.Names, run.Users)) { Burst = new(OperationKind.WriteSession, 8) },
        new(
            "tokens",
            (seed, users) => new TokensMix(seed, UserPool.Count(users.Tokens), UserPool.Count(users.Passwords)),
            run => new TokensWorkload(run.Client, run.Sender, run.Replicas, run.Accounts, run.Names, run.Users)),
        new(
            "carts",
            (seed, users) => new CartsMix(seed, UserPool.Count(users.Carts)),
            run => new CartsWorkload(run.Sender, run.Accounts, run.Products, run.Names, run.Users))
        {
            Burst = new(OperationKind.ChangeCart, 8),
        },
        new("catalog", (seed, _) => new CatalogMix(seed), run => new CatalogWorkload(run.Sender, run.Accounts, run.Products, run.Names)),
        new(
            "orders",
            (seed, users) => new OrdersMix(seed, UserPool.Count(users.Orders)),
            run => new OrdersWorkload(run.Sender, run.Accounts, run.Products, run.Names, run.Users, run.FirstClientOf("orders")))
        {
            Burst = new(OperationKind.PlaceOrder, 24),
        },
        new("jobs", (_, _) => new JobsMix(), run => new JobsWorkload(run.Client, run.Sender, run.Accounts, run.Run, () => run.Options)),
        new("knocks", (seed, _) => new EndpointMix(seed), run => new EndpointWorkload(run.Client, run.Names, run.Endpoint)),
        new(
            "expiry",
            (seed, users) => new ExpiryMix(seed, UserPool.Count(users.Expiry)),
            run => new ExpiryWorkload(run.Sender, run.Accounts, run.Names, run.Users, run.Lasts, () => run.Options)),
        new("probes", (seed, _) => new ProbesMix(seed), run => new ProbesWorkload(run.Client, run.Replicas)),
        new(
            "lifecycles",
            (seed, users) => new LifecyclesMix(seed, signsUp: users.Users == UserPool.Many),
            run => new LifecyclesWorkload(run.Client, run.Sender, run.Replicas, run.Accounts, run.Names)),
        new("contracts", (seed, _) => new ContractsMix(seed), ContractsWorkload.Of),
        new(
            Throttles,
            (seed, _) => new ThrottlesMix(seed),
            run => new ThrottlesWorkload(run.Sender, run.Accounts, run.Names, run.Users, () => run.Options)),
    ];

    /// <summary>The place of a workload.</summary>
    public static int IndexOf(this IReadOnlyList<WorkloadKind> all, string name) =>
        all.Index().First(workload => workload.Item.Name == name).Index;

    /// <summary>The number of a workload's first client: clients count over all workloads, so that each has a route of its own.</summary>
    public static int FirstClient(this IReadOnlyList<WorkloadKind> all, string name, UserPool users) =>
        all.Take(all.IndexOf(name)).Sum(workload => workload.Mix(0, users).Clients);
}

/// <summary>One of them: how its operations are drawn, and how they are carried out.</summary>
internal sealed record WorkloadKind(string Name, Func<ulong, UserPool, IMix> Mix, Func<WorkloadContext, IWorkload> Create)
{
    /// <summary>What is aimed at the target of each fault; null for nothing.</summary>
    public WorkloadBurst? Burst { get; init; }
}

/// <param name="Write">The operation.</param>
/// <param name="Size">How many.</param>
internal sealed record WorkloadBurst(OperationKind Write, int Size);

/// <summary>What the workloads of a run share.</summary>
internal sealed record WorkloadContext
{
    /// <param name="adminPassword">Null where it is not known.</param>
    public WorkloadContext(string run, RecordingClient client, ReplicaSet replicas, IRoute route, string? adminPassword)
    {
        (Run, Client, Replicas, Names) = (run, client, replicas, new RunNames(run));
        Sender = new KeyedSender(client, replicas, route);
        Accounts = new Accounts(client, replicas, Names, adminPassword);
        Products = new Products(client, Accounts, Names);
    }

    /// <summary>The run's id.</summary>
    public string Run { get; }
    public RecordingClient Client { get; }
    public ReplicaSet Replicas { get; }
    public RunNames Names { get; }
    public KeyedSender Sender { get; }
    public Accounts Accounts { get; }
    public Products Products { get; }
    public required UserPool Users { get; init; }

    /// <summary>All kinds there are in the run.</summary>
    public required IReadOnlyList<WorkloadKind> Kinds { get; init; }

    /// <summary>All that is planned.</summary>
    public required IReadOnlyList<PlannedOperation> Operations { get; init; }

    /// <summary>What the service says of itself by a file; null for the Api.</summary>
    public WorkloadFile? Service { get; init; }

    /// <summary>How long the traffic goes on.</summary>
    public required TimeSpan Lasts { get; init; }

    /// <summary>The public endpoint; null where there is none.</summary>
    public required Uri? Endpoint { get; init; }

    /// <summary>What the service says of itself; known once the system is steady.</summary>
    public ServiceOptions Options { get; set; } = ServiceOptions.Unknown;

    public int FirstClientOf(string workload) => Kinds.FirstClient(workload, Users);

    /// <summary>The subjects that the plan names.</summary>
    public IReadOnlyList<int> SubjectsOf(string workload)
    {
        var place = Kinds.IndexOf(workload);
        return [.. Operations.Where(operation => operation.Workload == place).Select(operation => (int)operation.Subject).Distinct()];
    }
}
