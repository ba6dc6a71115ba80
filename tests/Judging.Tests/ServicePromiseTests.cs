using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Services;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// Each kind of promise that a workload file can make, on records of a right and of wrong services. That the rules themselves are exact is
/// told by the tests of the checkers under them.
/// </summary>
public sealed class ServicePromiseTests
{
    // Not the first of its file: kinds of operation are told apart by its place.
    private const int Place = 3;
    private static readonly OperationKind Write = ServiceKinds.Of(Place, ServiceVerb.Write);
    private static readonly OperationKind Read = ServiceKinds.Of(Place, ServiceVerb.Read);
    private static readonly OperationKind Remove = ServiceKinds.Of(Place, ServiceVerb.Remove);
    private static readonly OperationKind Element = ServiceKinds.Of(Place, ServiceVerb.Element);
    private static readonly PromiseChecker OwnCount = Of(
        PromiseKind.Counter, promise => promise with { OwnCount = true, AnswersCount = true });
    private static readonly PromiseChecker LaterCount = Of(PromiseKind.Counter, promise => promise with { AnswersCount = true });
    private static readonly PromiseChecker Register = Of(PromiseKind.Register);
    private static readonly PromiseChecker Set = Of(PromiseKind.Set);
    private static readonly PromiseChecker Once = Of(PromiseKind.Once);
    private static readonly PromiseChecker Units = Of(PromiseKind.Units, promise => promise with { Units = 2 });
    private static readonly PromiseChecker Token = Of(PromiseKind.Token);
    private static readonly PromiseChecker Expires = Of(
        PromiseKind.Expires, promise => promise with { Lifetime = TimeSpan.FromSeconds(5) });

    [Fact]
    public void One_number_for_two_visitors_breaks_own_counts_and_no_later_counts()
    {
        var twice = new RecordBuilder()
            .Add(Write, "page", 0, 10, Shows(2)).Add(Write, "page", 1, 11, Shows(2)).Add(Read, "page", 20, 30, Shows(2));
        Assert.Equal(["page: two increments returned the same count (count 2)"], twice.Broken(OwnCount));
        Assert.Empty(twice.Broken(LaterCount));
    }

    [Fact]
    public void An_increment_that_no_later_read_counts_is_lost()
    {
        var lost = new RecordBuilder().Add(Write, "page", 0, 10, Shows(1)).Add(Write, "page", 20, 30, Shows(1));
        Assert.NotEmpty(lost.Broken(OwnCount));
        Assert.NotEmpty(lost.Broken(LaterCount));
    }

    [Fact]
    public void An_increment_without_an_answer_may_count_or_not()
    {
        var unknown = new RecordBuilder().Add(Write, "page", 0, 10, Lost);
        Assert.Empty(unknown.Add(Read, "page", 20, 30, Shows(0)).Broken(OwnCount));
        Assert.Empty(unknown.Add(Read, "page", 40, 50, Shows(1)).Broken(LaterCount));
    }

    [Fact]
    public void A_count_of_increments_answers_the_violations_that_it_injects()
    {
        var right = new RecordBuilder()
            .Add(Write, "page", 0, 10, Shows(1)).Add(Write, "page", 20, 30, Shows(2)).Add(Read, "page", 40, 50, Shows(2));
        Assert.Equal(3, right.Injected(OwnCount));
        Assert.Equal(2, right.Injected(LaterCount));
    }

    [Fact]
    public void A_register_shows_what_was_written_last()
    {
        var right = new RecordBuilder().Add(Write, "name", 0, 10, Writes(7)).Add(Read, "name", 20, 30, Shows(7), replica: B);
        Assert.Equal(2, right.Injected(Register));
        Assert.NotEmpty(right.Add(Read, "name", 40, 50, Shows(0)).Broken(Register));
    }

    [Fact]
    public void What_belongs_elsewhere_is_proof_by_itself()
    {
        var record = new RecordBuilder();
        var other = record.Text("another's");
        Assert.Equal(
            ["name was answered with what belongs elsewhere: 'another's'"],
            record.Add(Read, "name", 0, 10, attempt => attempt with { Foreign = other }).Broken(Register));
    }

    [Fact]
    public void A_set_holds_what_was_added_until_it_is_removed()
    {
        var right = new RecordBuilder()
            .Add(Write, "cart", 0, 10, Writes(1)).Add(Write, "cart", 0, 10, Writes(2)).Add(Remove, "cart", 20, 30, Writes(2))
            .Add(Read, "cart", 40, 50, Keyed(9)).Add(Element, "cart", 50, 50, Listed(9, 1));
        Assert.Equal(2, right.Injected(Set));
        Assert.Equal(
            ["cart, element 1: an element was missing after it had come and before it could leave"],
            right.Add(Read, "cart", 60, 70, Keyed(10)).Broken(Set));
    }

    [Fact]
    public void What_was_removed_is_not_there_and_what_nobody_added_never()
    {
        var removed = new RecordBuilder().Add(Write, "cart", 0, 10, Writes(1)).Add(Remove, "cart", 20, 30, Writes(1));
        Assert.NotEmpty(removed.Add(Read, "cart", 40, 50, Keyed(9)).Add(Element, "cart", 50, 50, Listed(9, 1)).Broken(Set));
        Assert.NotEmpty(new RecordBuilder().Add(Read, "cart", 40, 50, Keyed(9)).Add(Element, "cart", 50, 50, Listed(9, 5)).Broken(Set));
    }

    [Fact]
    public void A_repeated_operation_has_one_effect()
    {
        var right = new RecordBuilder()
            .Add(Write, "orders", 0, 10, attempt => Lost(Writes(4)(attempt))).Add(Write, "orders", 20, 30, Writes(4), replica: B)
            .Add(Read, "orders", 40, 50, Keyed(9)).Add(Element, "orders", 50, 50, Listed(9, 4));
        Assert.Equal(2, right.Injected(Once));
        Assert.Equal(["orders: operation 4 has 2 effects"], right.Add(Element, "orders", 50, 50, Listed(9, 4)).Broken(Once));
    }

    [Fact]
    public void An_acknowledged_operation_has_an_effect_and_a_refused_one_none()
    {
        Assert.Equal(
            ["orders: operation 4 was acknowledged and has no effect"],
            new RecordBuilder().Add(Write, "orders", 0, 10, Writes(4)).Add(Read, "orders", 20, 30, Keyed(9)).Broken(Once));
        Assert.Equal(
            ["orders: operation 4 has an effect, and was refused"],
            new RecordBuilder().Add(Write, "orders", 0, 10, attempt => Refused(Writes(4)(attempt), 409))
                .Add(Read, "orders", 20, 30, Keyed(9)).Add(Element, "orders", 30, 30, Listed(9, 4)).Broken(Once));
    }

    [Fact]
    public void No_more_units_are_sold_than_there_are()
    {
        var right = new RecordBuilder()
            .Add(Write, "mug", 0, 10, Sells(1)).Add(Write, "mug", 0, 10, Sells(2))
            .Add(Write, "mug", 20, 30, attempt => Refused(attempt, 409))
            .Add(Read, "mug", 40, 50, Shows(0));
        Assert.Equal(2, right.Injected(Units));
        Assert.Equal(["mug: 3 units were sold, and there were 2"], right.Add(Write, "mug", 60, 70, Sells(3)).Broken(Units));
    }

    [Fact]
    public void A_unit_is_sold_once_and_what_is_left_adds_up()
    {
        Assert.Equal(
            ["mug: one unit was sold to two buyers"],
            new RecordBuilder().Add(Write, "mug", 0, 10, attempt => Sells(1)(attempt) with { Argument = 8 })
                .Add(Write, "mug", 0, 10, attempt => Sells(1)(attempt) with { Argument = 9 }).Broken(Units));
        Assert.Equal(
            ["mug: 2 of 2 units were left after 1 had been sold"],
            new RecordBuilder().Add(Write, "mug", 0, 10, Sells(1)).Add(Read, "mug", 20, 30, Shows(2)).Broken(Units));
        Assert.Empty(new RecordBuilder().Add(Write, "mug", 0, 10, Lost).Add(Read, "mug", 20, 30, Shows(1))
            .Add(Read, "mug", 40, 50, Shows(2)).Broken(Units));
    }

    [Fact]
    public void A_token_is_good_everywhere_until_it_is_revoked()
    {
        var right = new RecordBuilder().Add(Write, "t1", 0, 10).Add(Read, "t1", 20, 30, Shows(1), replica: B)
            .Add(Write, "t2", 0, 10).Add(Remove, "t2", 40, 50).Add(Read, "t2", 60, 70, Shows(0), replica: B);
        Assert.Equal(2, right.Injected(Token));
        Assert.Equal(1, right.Count(Token, Evidence.UsesAfterEnd));
        Assert.Equal(
            ["t1: a token was refused after it had been issued and before it was revoked"],
            right.Add(Read, "t1", 80, 90, Shows(0)).Broken(Token));
        Assert.Contains("t2: a token was good after it had been revoked", right.Add(Read, "t2", 80, 90, Shows(1)).Broken(Token));
    }

    [Fact]
    public void What_expires_is_there_for_its_lifetime_and_then_gone()
    {
        var right = new RecordBuilder()
            .Add(Write, "s", 0, 10).Add(Read, "s", Second, Second + 10, Shows(1))
            .Add(Read, "s", 9 * Second, (9 * Second) + 10, Shows(0));
        Assert.Equal(2, right.Injected(Expires));
        Assert.NotEmpty(new RecordBuilder().Add(Write, "s", 0, 10).Add(Read, "s", Second, Second + 10, Shows(0)).Broken(Expires));
        Assert.NotEmpty(new RecordBuilder().Add(Write, "s", 0, 10).Add(Read, "s", 9 * Second, (9 * Second) + 10, Shows(1)).Broken(Expires));
    }

    [Fact]
    public void What_the_service_says_of_an_unknown_outcome_is_held_against_what_it_shows()
    {
        Assert.Empty(Asked(applied: 1).Add(Read, "name", 40, 50, Shows(7)).Broken(Register));
        Assert.Empty(Asked(applied: 0).Add(Read, "name", 40, 50, Shows(0)).Broken(Register));
        Assert.NotEmpty(Asked(applied: 1).Add(Read, "name", 40, 50, Shows(0)).Broken(Register));
        Assert.NotEmpty(Asked(applied: 0).Add(Read, "name", 40, 50, Shows(7)).Broken(Register));

        static RecordBuilder Asked(long applied) => new RecordBuilder().Quiesced()
            .Add(Write, "name", 0, 10, attempt => Lost(Writes(7)(attempt)) with { Key = 5 })
            .Add(OperationKind.Ask, "name", 20, 30, attempt => attempt with { Key = 5, Value = applied });
    }

    [Fact]
    public void Who_denies_what_was_acknowledged_is_not_believed_about_the_others() => Assert.Empty(new RecordBuilder().Quiesced()
        .Add(Write, "name", 0, 5, attempt => Writes(6)(attempt) with { Key = 4 })
        .Add(Write, "name", 6, 10, attempt => Lost(Writes(7)(attempt)) with { Key = 5 })
        .Add(OperationKind.Ask, "name", 20, 30, Keyed(4))
        .Add(OperationKind.Ask, "name", 20, 30, Keyed(5))
        .Add(Read, "name", 40, 50, Shows(7)).Broken(Register));

    [Fact]
    public void An_operation_that_is_sent_twice_is_sold_one_unit() => Assert.Equal(
        ["mug: one operation, sent twice under one key, was sold two units"],
        new RecordBuilder().Add(Write, "mug", 0, 10, attempt => attempt with { Key = 5, Argument = 5, Value = 1 })
            .Add(Write, "mug", 20, 30, attempt => attempt with { Key = 5, Argument = 5, Value = 2 }).Broken(Units));

    [Fact]
    public void Units_without_serials_are_counted_alone() => Assert.Empty(
        new RecordBuilder().Add(Write, "mug", 0, 10, Writes(8)).Add(Write, "mug", 20, 30, Writes(9)).Broken(Units));

    [Fact]
    public void A_lifetime_may_be_rounded_to_seconds_either_way()
    {
        Assert.Empty(Opened().Add(Read, "s", 4 * Second, (4 * Second) + 10, Shows(0)).Broken(Expires));
        Assert.Empty(Opened().Add(Read, "s", 6 * Second, (6 * Second) + 10, Shows(1)).Broken(Expires));
        Assert.NotEmpty(Opened().Add(Read, "s", 3 * Second, (3 * Second) + 10, Shows(0)).Broken(Expires));

        static RecordBuilder Opened() => new RecordBuilder().Add(Write, "s", 0, 10).Add(Read, "s", Second, Second + 10, Shows(1));
    }

    [Fact]
    public void An_increment_of_which_only_the_effect_is_known_counts_where_no_answer_is_judged()
    {
        var asked = new RecordBuilder().Quiesced().Add(Write, "page", 0, 10, attempt => Lost(attempt) with { Key = 5 })
            .Add(OperationKind.Ask, "page", 20, 30, attempt => attempt with { Key = 5, Value = 1 })
            .Add(Read, "page", 40, 50, Shows(0));
        Assert.NotEmpty(asked.Broken(Of(PromiseKind.Counter)));
        Assert.Empty(asked.Broken(OwnCount));
    }

    private static PromiseChecker Of(PromiseKind kind, Func<PromiseDefinition, PromiseDefinition>? with = null) =>
        ServicePromise.Of((with ?? (promise => promise))(new PromiseDefinition("promise", kind, Place)));

    private static Func<Attempt, Attempt> Shows(long value) => attempt => attempt with { Value = value };

    private static Func<Attempt, Attempt> Writes(long number) => attempt => attempt with { Argument = number };

    private static Func<Attempt, Attempt> Sells(long serial) => attempt => attempt with { Argument = serial, Value = serial };

    private static Func<Attempt, Attempt> Keyed(long key) => attempt => attempt with { Key = key };

    private static Func<Attempt, Attempt> Listed(long read, long number) => attempt => attempt with { Key = read, Value = number };
}
