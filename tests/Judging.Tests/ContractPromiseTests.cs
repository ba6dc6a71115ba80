using AspireStateless.Judging.Contracts;
using AspireStateless.Judging.Histories;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class ContractPromiseTests
{
    private static readonly ContractPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(7, Right().Injected(Promise));

    [Fact]
    public void Of_two_changes_of_one_version_one_is_done() =>
        Assert.NotEmpty(Session().Add(OperationKind.ChangeIf, "s", 5, 15, Done(5, 1, 3)).Broken(Promise));

    [Fact]
    public void A_change_of_the_current_version_is_not_refused() =>
        Assert.NotEmpty(new RecordBuilder().Add(OperationKind.ChangeIf, "s", 0, 10, Stale(4, 1)).Broken(Promise));

    [Fact]
    public void A_change_that_was_refused_is_never_seen() => Assert.NotEmpty(new RecordBuilder()
        .Add(OperationKind.ChangeIf, "s", 0, 10, Done(4, 1, 2))
        .Add(OperationKind.ChangeIf, "s", 20, 30, Stale(5, 1))
        .Add(OperationKind.ReadIfSession, "s", 40, 50, Shows(3, 5))
        .Broken(Promise));

    [Fact]
    public void A_change_without_an_answer_may_be_the_one_that_was_done() => Assert.Empty(new RecordBuilder()
        .Add(OperationKind.ChangeIf, "s", 0, 10, attempt => Lost(attempt) with { Argument = ConditionalChange.Of(4, 1) })
        .Add(OperationKind.ChangeIf, "s", 0, 10, Stale(5, 1))
        .Add(OperationKind.ReadIfSession, "s", 40, 50, Shows(2, 4))
        .Broken(Promise));

    [Fact]
    public void A_weak_tag_matches_nothing() => Assert.NotEmpty(new RecordBuilder()
        .Add(OperationKind.ChangeIf, "s", 0, 10, Done(4, ConditionalChange.Weak, 2)).Broken(Promise));

    [Fact]
    public void Another_status_than_the_contract_gives_is_told_with_both() => Assert.Equal(
        ["POST /orders: answered with status 404, and not 422"],
        new RecordBuilder().Add(OperationKind.ReuseKey, "POST /orders", 0, 10, Told(404, 422)).Broken(Promise));

    [Theory]
    [InlineData(0)]
    [InlineData(429)]
    [InlineData(503)]
    public void A_service_that_cannot_answer_says_nothing_of_its_contract(int status) => Assert.Empty(new RecordBuilder()
        .Add(OperationKind.ReuseKey, "POST /orders", 0, 10, Told((ushort)status, 422))
        .Add(OperationKind.Own, "cart", 20, 30, Told((ushort)status, 5))
        .Broken(Promise));

    [Fact]
    public void A_fault_of_the_service_is_no_answer_that_the_contract_gives() => Assert.NotEmpty(
        new RecordBuilder().Add(OperationKind.ListPage, "/products", 0, 10, Told(500, 100)).Broken(Promise));

    private static RecordBuilder Right() => Session()
        .Add(OperationKind.Refused, "GET /cart", 60, 70, Told(401, 401))
        .Add(OperationKind.ReuseKey, "PUT /cart/items/{sku}", 60, 70, Told(422, 422))
        .Add(OperationKind.Own, "cart", 60, 70, Held(5))
        .Add(OperationKind.ListPage, "/products", 60, 70, Held(100))
        .Add(OperationKind.Browse, "/session", 60, 70, Held(1));

    /// <summary>Of two changes at once one is done; a third comes too late.</summary>
    private static RecordBuilder Session() => new RecordBuilder()
        .Add(OperationKind.ChangeIf, "s", 0, 10, Done(4, 1, 2))
        .Add(OperationKind.ChangeIf, "s", 0, 10, Stale(8, 1), replica: B)
        .Add(OperationKind.ChangeIf, "s", 20, 30, Stale(12, 1))
        .Add(OperationKind.ReadIfSession, "s", 40, 50, Shows(2, 4), replica: B);

    private static Func<Attempt, Attempt> Done(long write, int version, long after) =>
        attempt => attempt with { Argument = ConditionalChange.Of(write, version), Version = after, Value = write };

    private static Func<Attempt, Attempt> Stale(long write, int version) =>
        attempt => Refused(attempt, ContractPromise.Stale) with { Argument = ConditionalChange.Of(write, version) };

    private static Func<Attempt, Attempt> Shows(long version, long write) =>
        attempt => attempt with { Version = version, Value = write };

    private static Func<Attempt, Attempt> Told(ushort status, long expected) =>
        attempt => Refused(attempt, status) with { Argument = expected };

    private static Func<Attempt, Attempt> Held(long value) => attempt => attempt with { Argument = value, Value = value };
}
