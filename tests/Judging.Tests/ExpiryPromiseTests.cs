using AspireStateless.Judging.Expiry;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class ExpiryPromiseTests
{
    private const string Session = "u1-x1";
    private static readonly ExpiryPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(2, Life().Injected(Promise));

    [Fact]
    public void A_session_that_is_gone_too_soon_is_found() =>
        Assert.NotEmpty(Opened().Add(OperationKind.ReadSession, Session, 4 * Second, (4 * Second) + 9, Gone, Session).Broken(Promise));

    [Fact]
    public void A_session_that_is_there_too_long_is_found() =>
        Assert.NotEmpty(Opened().Add(OperationKind.ReadSession, Session, 7 * Second, (7 * Second) + 9, null, Session).Broken(Promise));

    [Fact]
    public void The_session_that_breaks_the_rule_is_named() =>
        Assert.StartsWith("u2-x1: ", Assert.Single(Opened()
            .Add(OperationKind.LogIn, "u2-x1", 0, 9)
            .Add(OperationKind.ReadSession, Session, 4 * Second, (4 * Second) + 9, null, Session)
            .Add(OperationKind.ReadSession, "u2-x1", 4 * Second, (4 * Second) + 9, Gone, "u2-x1")
            .Broken(Promise)), StringComparison.Ordinal);

    [Fact]
    public void A_use_without_an_answer_may_have_prolonged_the_session() =>
        Assert.Empty(Opened()
            .Add(OperationKind.ReadSession, Session, 4 * Second, (4 * Second) + 9, Lost, Session)
            .Add(OperationKind.ReadSession, Session, 7 * Second, (7 * Second) + 9, null, Session)
            .Broken(Promise));

    [Fact]
    public void A_refused_use_may_have_prolonged_the_session_before_it_was_refused() =>
        Assert.Empty(Opened()
            .Add(OperationKind.ReadData, Session, 4 * Second, (4 * Second) + 9, attempt => Refused(attempt, 503), Session)
            .Add(OperationKind.ReadSession, Session, 7 * Second, (7 * Second) + 9, null, Session)
            .Broken(Promise));

    [Fact]
    public void A_use_that_found_no_connection_may_have_been_sent_before_on_one_that_broke() =>
        Assert.Empty(Opened()
            .Add(OperationKind.ReadData, Session, 4 * Second, (4 * Second) + 9, attempt => Refused(attempt, 0), Session)
            .Add(OperationKind.ReadSession, Session, 7 * Second, (7 * Second) + 9, null, Session)
            .Broken(Promise));

    [Fact]
    public void A_change_of_the_password_may_end_every_session_of_its_user_late() =>
        Assert.Empty(Opened()
            .Add(OperationKind.LogIn, "u1-x2", 0, 9)
            .Add(OperationKind.ChangePassword, "u1", 10, 19, Lost, "u1-x2")
            .Add(OperationKind.ReadSession, Session, Second, Second + 9, Gone, Session)
            .Broken(Promise));

    [Fact]
    public void A_session_missing_in_the_grey_time_is_no_evidence_that_it_had_to_be()
    {
        Assert.Equal((1, 1), Counts(Life()));
        Assert.Equal((1, 0), Counts(Opened()
            .Add(OperationKind.ReadSession, Session, 4 * Second, (4 * Second) + 9, null, Session)
            .Add(OperationKind.ReadSession, Session, 9 * Second, (9 * Second) + 9, Gone, Session)));
    }

    [Fact]
    public void No_history_of_a_right_service_is_rejected()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var run = Opened();
            long ends = 5 * Second, at = 0;
            for (var i = 0; i < 20; i++)
            {
                at += random.NextInt64(6 * Second);
                var found = at <= ends && at <= 15 * Second;
                ends = found ? at + (5 * Second) + random.NextInt64(5 * Second / 64) : ends;
                var lost = random.Next(5) == 0;
                run.Add(
                    OperationKind.ReadSession,
                    Session,
                    at - random.NextInt64(Second / 10),
                    at + random.NextInt64(Second / 10),
                    lost ? Lost : found ? null : Gone,
                    Session);
            }

            Assert.Empty(run.Broken(Promise));
        }
    }

    private static (long Alive, long Dead) Counts(RecordBuilder run) =>
        (run.Count(Promise, Evidence.MustBeAlive), run.Count(Promise, Evidence.MustBeDead));

    private static RecordBuilder Opened() => new RecordBuilder().Options(lifetime: 5, cap: 15).Add(OperationKind.LogIn, Session, 0, 9);

    private static RecordBuilder Life() => Opened()
        .Add(OperationKind.ReadSession, Session, 4 * Second, (4 * Second) + 9, null, Session)
        .Add(OperationKind.ReadSession, Session, 10 * Second, (10 * Second) + 9, Gone, Session, B);

    private static Attempt Gone(Attempt attempt) => Refused(attempt, 401);
}
