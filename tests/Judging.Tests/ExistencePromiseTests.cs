using AspireStateless.Judging.Existence;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

/// <summary>That the rule itself is exact is told by <see cref="ElementSetTests"/> and <see cref="AgreementTests"/>.</summary>
public sealed class ExistencePromiseTests
{
    private const string Session = "new-1-session";
    private static readonly ExistencePromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(4, Right().Injected(Promise));

    [Fact]
    public void A_new_object_that_a_replica_goes_on_denying_is_found() =>
        Assert.Equal(
            ["new-1-session: an element was missing after it had come and before it could leave"],
            Created().Add(OperationKind.ReadExistence, Session, 40, 50, NotFound, replica: A).Broken(Promise));

    [Fact]
    public void A_list_without_a_new_object_is_found() =>
        Assert.NotEmpty(Created().Add(OperationKind.ListExistence, Session, 40, 50, No).Broken(Promise));

    [Fact]
    public void An_object_that_one_list_had_is_in_the_next_though_nobody_knows_whether_it_was_made() =>
        Assert.NotEmpty(new RecordBuilder()
            .Add(OperationKind.Create, Session, 0, 10, Lost)
            .Add(OperationKind.ListExistence, Session, 20, 30, Yes)
            .Add(OperationKind.ListExistence, Session, 40, 50, No, replica: B)
            .Broken(Promise));

    [Fact]
    public void A_creation_without_an_answer_may_take_effect_at_any_later_time_or_never()
    {
        var lost = new RecordBuilder()
            .Add(OperationKind.Create, Session, 0, 10, Lost)
            .Add(OperationKind.ReadExistence, Session, 20, 30, NotFound);
        Assert.Empty(lost.Broken(Promise));
        Assert.Empty(lost.Add(OperationKind.ReadExistence, Session, 40, 50, Yes, replica: B).Broken(Promise));
    }

    [Fact]
    public void What_a_refused_creation_would_have_made_is_never_seen() =>
        Assert.NotEmpty(new RecordBuilder()
            .Add(OperationKind.Create, Session, 0, 10, attempt => Refused(attempt, 503))
            .Add(OperationKind.ReadExistence, Session, 20, 30, Yes)
            .Broken(Promise));

    [Fact]
    public void An_end_that_was_refused_ends_nothing() =>
        Assert.NotEmpty(Created()
            .Add(OperationKind.End, Session, 40, 50, attempt => Refused(attempt, 503))
            .Add(OperationKind.ReadExistence, Session, 60, 70, NotFound)
            .Broken(Promise));

    [Fact]
    public void A_request_that_got_no_answer_or_no_store_saw_nothing() =>
        Assert.Empty(Created()
            .Add(OperationKind.ReadExistence, Session, 40, 50, Lost)
            .Add(OperationKind.ReadExistence, Session, 40, 50, attempt => Refused(attempt, 503))
            .Add(OperationKind.ReadExistence, Session, 40, 50, attempt => Refused(attempt, 429))
            .Broken(Promise));

    [Fact]
    public void Who_is_not_let_in_with_another_session_learns_nothing_of_the_object()
    {
        Assert.Empty(Created().Add(OperationKind.ReadExistence, Session, 40, 50, NotLoggedIn, actor: "admin").Broken(Promise));
        Assert.NotEmpty(Created().Add(OperationKind.ReadExistence, Session, 40, 50, NotLoggedIn, actor: Session).Broken(Promise));
        Assert.NotEmpty(Created().Add(OperationKind.ReadExistence, Session, 40, 50, NotLoggedIn).Broken(Promise));
    }

    [Fact]
    public void Evidence_is_what_another_replica_could_have_answered_wrongly()
    {
        var right = Right()
            .Add(OperationKind.ReadExistence, Session, 35, 38, Yes, replica: A)
            .Add(OperationKind.ReadExistence, Session, 15, 25, Yes, replica: B)
            .Add(OperationKind.ReadExistence, Session, 36, 39, attempt => ByHarness(Yes(attempt)), replica: B);
        Assert.Empty(right.Broken(Promise));
        Assert.Equal(1, right.Count(Promise, Evidence.AskedBefore));
        Assert.Equal(1, right.Count(Promise, Evidence.FreshReads));
        Assert.Equal(1, right.Count(Promise, Evidence.FreshLists));
        Assert.Equal(1, right.Count(Promise, Evidence.ReadsAfterEnd));
    }

    [Fact]
    public void No_history_of_a_right_service_is_rejected()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var run = new RecordBuilder();
            var (made, ended, there) = (false, false, false);
            foreach (var step in RandomSteps.Draw(random, 40))
            {
                // An end is asked for only of what is known to be there.
                var kind = !made && random.Next(4) == 0 ? OperationKind.Create
                    : there && !ended && random.Next(8) == 0 ? OperationKind.End
                    : random.Next(2) == 0 ? OperationKind.ReadExistence : OperationKind.ListExistence;
                (made, ended) = (made || kind == OperationKind.Create, ended || kind == OperationKind.End);
                there = kind switch
                {
                    OperationKind.Create => step.TakesEffect,
                    OperationKind.End => !step.TakesEffect,
                    _ => there,
                };
                var shown = there;
                run.Add(kind, Session, step.Start, step.End, attempt =>
                    step.IsLost ? Lost(attempt)
                    : shown ? Yes(attempt)
                    : kind == OperationKind.ReadExistence ? NotFound(attempt) : No(attempt));
            }

            Assert.Empty(run.Broken(Promise));
        }
    }

    private static RecordBuilder Created() => new RecordBuilder()
        .Add(OperationKind.ReadExistence, Session, 0, 5, NotFound, replica: B)
        .Add(OperationKind.Create, Session, 10, 20);

    private static RecordBuilder Right() => Created()
        .Add(OperationKind.ReadExistence, Session, 30, 35, Yes, replica: B)
        .Add(OperationKind.ListExistence, Session, 30, 35, Yes, replica: B)
        .Add(OperationKind.End, Session, 40, 50)
        .Add(OperationKind.ReadExistence, Session, 60, 70, NotFound, replica: B);

    private static Attempt Yes(Attempt attempt) => attempt with { Value = 1 };

    private static Attempt No(Attempt attempt) => attempt with { Value = 0 };

    private static Attempt NotFound(Attempt attempt) => Refused(attempt, 404);

    private static Attempt NotLoggedIn(Attempt attempt) => Refused(attempt, 401);
}
