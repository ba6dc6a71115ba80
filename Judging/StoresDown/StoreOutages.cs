using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;

namespace AspireStateless.Judging.StoresDown;

/// <summary>The outages of stores in a run, and the requests that met them or came after them.</summary>
internal sealed class StoreOutages
{
    /// <summary>Within this after the return of a store everything works again.</summary>
    public static readonly long ReturnLimit = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(3));
    private const string Redis = "redis";
    private const string Postgres = "postgres";

    private static readonly OperationKind[] WithoutPostgres =
    [
        OperationKind.Visit, OperationKind.ReadVisits, OperationKind.Knock, OperationKind.ReadSession, OperationKind.WriteSession,
        OperationKind.LogOut, OperationKind.ReadCart, OperationKind.ChangeCart, OperationKind.ChangeIf, OperationKind.ReadIfSession,
    ];

    private static readonly OperationKind[] WithoutRedis = [OperationKind.ReadProduct];

    // About objects of several features, some of which need the store; or about the process alone.
    private static readonly OperationKind[] NotOfAStore =
    [
        OperationKind.Create, OperationKind.ReadExistence, OperationKind.ListExistence, OperationKind.End, OperationKind.ReadLiveness,
    ];

    // Of their requests each needs other stores, or none.
    private static readonly OperationKind[] MayDoWithout =
    [
        OperationKind.Prepare, OperationKind.Refused, OperationKind.ReuseKey, OperationKind.Own, OperationKind.ListPage,
        OperationKind.Browse,
    ];

    // Until what an acknowledged order left in its cart is gone, also where Redis was just away.
    private static readonly long Settling = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(5));
    private readonly History _history;
    private readonly FaultWindows _windows;
    private readonly ILookup<int, Attempt> _ordersByCart;

    // When something began that a service has to go on through as if nothing were.
    private readonly List<long> _shrugged;

    /// <param name="slowest">The longest that an answer may take, nanoseconds: who began so long before the end of an outage met
    /// it.</param>
    public StoreOutages(RunRecord run, long slowest)
    {
        _history = run.History;
        _windows = run.Windows;
        _shrugged = [.. Shrugged(run).Select(fault => fault.At)];
        _ordersByCart = _history.Attempts.Where(attempt => attempt.Kind == OperationKind.BuyCart).ToLookup(attempt => attempt.Subject);
        All = [.. Of(run)];
        During = [.. All.SelectMany(outage => Met(outage, slowest))];
    }

    public IReadOnlyList<RealisedFault> All { get; }

    /// <summary>
    /// Requests that lay wholly in an outage, or should have, to replicas to which nothing else was done; and whether they need the store.
    /// </summary>
    public IReadOnlyList<(int Index, bool Needed, RealisedFault Outage)> During { get; }

    public static IEnumerable<RealisedFault> Of(RunRecord run) => run.Faults.Confirmed.Where(IsOutage);

    /// <summary>
    /// Outages whose cure was seen and after which the service was not ready for as long as anybody waited, which is ten times what is
    /// promised: no machine is that slow.
    /// </summary>
    public static IEnumerable<RunEvent> NeverOver(RunRecord run) => run.Faults.Failed.Where(failed =>
        failed is { Kind: { } kind, Resource: Redis or Postgres } && FaultTraits.IsUndoneAtOnce(kind)
        && Of(run).Any(outage => outage.Fault.Id == failed.Id && outage.Cure is not null));

    /// <summary>Faults that are no outages, and excuse nothing.</summary>
    public static IEnumerable<RealisedFault> Shrugged(RunRecord run) =>
        run.Faults.Confirmed.Where(fault => !FaultTraits.Excuses(fault.Kind));

    /// <summary>Requests sent when nothing was being done that excuses them, and the last outage was long enough ago.</summary>
    public IEnumerable<int> Afterwards()
    {
        var firstReturn = All.Select(outage => outage.Cure?.At ?? Attempt.Open).Concat(_shrugged).DefaultIfEmpty(Attempt.Open).Min();
        return _history.Find(attempt => attempt is { Client: >= 0, Status: > 0 } && attempt.Start - ReturnLimit > firstReturn
            && !_windows.Any(attempt.Start - ReturnLimit, attempt.End, _ => true));
    }

    /// <summary>
    /// Whether an answer shows that somebody did without the store: it came while the store was away, which answered not even readers.
    /// </summary>
    public static bool IsWithout(in Attempt attempt, RealisedFault outage) => attempt.End < outage.LastedUntil
        && !FaultTraits.LeavesReads(outage.Kind) && Array.IndexOf(MayDoWithout, attempt.Kind) < 0;

    private static bool IsOutage(RealisedFault fault) =>
        fault.Fault.Resource is Redis or Postgres && FaultTraits.TakesStoreAway(fault.Kind);

    private IEnumerable<(int Index, bool Needed, RealisedFault Outage)> Met(RealisedFault outage, long slowest)
    {
        var without = outage.Fault.Resource == Postgres ? WithoutPostgres : WithoutRedis;
        return _history.Find(Meets).Select(index => (index, Array.IndexOf(without, _history.Attempts[index].Kind) < 0, outage));

        // One without an end was cut off with the record: nobody knows how long it took.
        bool Meets(Attempt attempt) => outage.At < attempt.Start
            && Math.Min(attempt.End, attempt.Start + slowest) < outage.LastedUntil
            && attempt is { Client: >= 0, Status: not Attempt.HungUp, End: not Attempt.Open } && !MayBeHeld(attempt, outage)
            && Array.IndexOf(NotOfAStore, attempt.Kind) < 0

            // Of one client's no more are looked at than may fail yet: the others wait for their turn, which takes its time.
            && attempt.Kind != OperationKind.Guess
            && !_windows.Any(attempt.Start, attempt.End, fault => fault.Fault.Id != outage.Fault.Id && Concerns(fault, attempt));
    }

    /// <summary>Not what is done to another replica; who asks the endpoint may meet any.</summary>
    private bool Concerns(RealisedFault fault, in Attempt attempt) => fault.Fault.Resource is Redis or Postgres
        || attempt.Kind == OperationKind.Knock || fault.Fault.Instance == GenerationName.Instance(_history.Text(attempt.Target));

    /// <summary>
    /// Whether an order may hold the cart that a request is about: who meets its mark has to ask Postgres, and who does not need not. It
    /// may while it is under way, and since it ended without being acknowledged: nobody knows when that was settled.
    /// </summary>
    private bool MayBeHeld(Attempt attempt, RealisedFault outage) =>
        attempt.Kind is OperationKind.ReadCart or OperationKind.ChangeCart
        && _ordersByCart[attempt.Subject].Any(order =>
            order.Start < attempt.End && (order.Outcome != Outcome.Ok || order.End > outage.At - Settling));
}
