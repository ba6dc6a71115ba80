using AspireStateless.Control;
using AspireStateless.Judging.Durability;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class DurabilityPromiseTests
{
    private static readonly DurabilityPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(2, Killed().Injected(Promise));

    [Fact]
    public void An_order_that_is_gone_after_a_kill_of_Postgres_is_found() =>
        Assert.NotEmpty(Killed().Add(OperationKind.PlaceOrder, "S0", 20, 30, attempt => attempt with { Version = 8 }).Broken(Promise));

    [Fact]
    public void An_order_that_was_acknowledged_after_the_kill_is_not_judged_by_it() =>
        Assert.Empty(Killed().Add(OperationKind.PlaceOrder, "S0", 5 * Second, 6 * Second, attempt => attempt with { Version = 8 })
            .Broken(Promise));

    [Fact]
    public void A_kill_of_Postgres_is_no_evidence_for_visits() => Assert.Equal(0, new RecordBuilder()
        .Fault(FaultKinds.Kill, "postgres", Second, 2 * Second)
        .Add(OperationKind.Visit, "page", 0, 10, attempt => attempt with { Value = 1, Key = 1 })
        .Add(OperationKind.ReadVisits, "page", 3 * Second, 4 * Second, attempt => attempt with { Value = 1 })
        .Count(Promise, Evidence.ReadBackAfterStoreKill));

    [Fact]
    public void What_was_read_back_is_counted()
    {
        Assert.Equal(1, Killed().Count(Promise, Evidence.ReadBackAfterStoreKill));
        Assert.Equal(1, Killed().Count(Promise, Evidence.OrdersReadBack));
    }

    private static RecordBuilder Killed() => new RecordBuilder()
        .Fault(FaultKinds.Kill, "redis", Second, 2 * Second)
        .Fault(FaultKinds.Kill, "postgres", 3 * Second, 4 * Second, pid: 2)
        .Add(OperationKind.Visit, "page", 0, 10, attempt => attempt with { Value = 1, Key = 1 })
        .Add(OperationKind.PlaceOrder, "S0", 0, 10, attempt => attempt with { Version = 7 })
        .Add(OperationKind.ReadVisits, "page", 3 * Second, 4 * Second, attempt => attempt with { Value = 1 })
        .Add(OperationKind.ListedOrder, "S0", 5 * Second, 5 * Second, attempt => ByHarness(attempt) with { Version = 7 })
        .Add(OperationKind.ListOrders, "S0", 5 * Second, 6 * Second, ByHarness);
}
