using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Tokens;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class TokensPromiseTests
{
    private static readonly TokensPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() =>
        Assert.Equal(3, Ended().Add(OperationKind.LogIn, "u2-t2", 0, 10).Add(OperationKind.ReadData, "u2-t2", 20, 30, actor: "u2-t2")
            .Injected(Promise));

    [Fact]
    public void A_token_that_another_replica_does_not_know_is_found() =>
        Assert.NotEmpty(Issued().Add(OperationKind.ReadData, "u1-t1", 40, 50, attempt => Refused(attempt, 401), actor: "u1-t1", replica: B)
            .Broken(Promise));

    [Fact]
    public void A_token_that_is_good_after_its_logout_is_found() =>
        Assert.NotEmpty(Ended().Add(OperationKind.ReadData, "u1-t1", 80, 90, actor: "u1-t1", replica: B).Broken(Promise));

    [Fact]
    public void A_logout_without_an_answer_may_end_the_token_at_any_later_time() =>
        Assert.Empty(Issued()
            .Add(OperationKind.LogOut, "u1-t1", 40, 50, Lost, actor: "u1-t1")
            .Add(OperationKind.ReadData, "u1-t1", 60, 70, actor: "u1-t1", replica: B)
            .Add(OperationKind.ReadData, "u1-t1", 80, 90, attempt => Refused(attempt, 401), actor: "u1-t1", replica: B)
            .Broken(Promise));

    [Fact]
    public void A_change_of_the_password_without_an_answer_may_end_the_session_of_a_later_login() =>
        Assert.Empty(Issued()
            .Add(OperationKind.ChangePassword, "u1", 40, 50, Lost, actor: "u1-t1")
            .Add(OperationKind.LogIn, "u1-t2", 60, 70)
            .Add(OperationKind.ReadData, "u1-t2", 80, 90, attempt => Refused(attempt, 401), actor: "u1-t2", replica: B)
            .Broken(Promise));

    [Fact]
    public void An_acknowledged_change_of_the_password_ends_all_tokens_of_its_user_and_no_others() =>
        Assert.Single(Issued()
            .Add(OperationKind.LogIn, "u2-t2", 0, 10)
            .Add(OperationKind.ChangePassword, "u1", 40, 50, actor: "u1-t1")
            .Add(OperationKind.ReadData, "u1-t1", 60, 70, actor: "u1-t1", replica: B)
            .Add(OperationKind.ReadData, "u2-t2", 60, 70, actor: "u2-t2", replica: B)
            .Broken(Promise));

    [Fact]
    public void A_change_of_the_password_that_was_refused_ends_nothing() =>
        Assert.NotEmpty(Issued()
            .Add(OperationKind.ChangePassword, "u1", 40, 50, attempt => Refused(attempt, 503), actor: "u1-t1")
            .Add(OperationKind.ReadData, "u1-t1", 60, 70, attempt => Refused(attempt, 401), actor: "u1-t1", replica: B)
            .Broken(Promise));

    [Theory]
    [InlineData(nameof(OperationKind.ChangePassword))]
    [InlineData(nameof(OperationKind.Guess))]
    [InlineData(nameof(OperationKind.Refused))]
    public void A_wrong_password_is_answered_as_an_ended_session_is_and_says_nothing_of_it(string kind) =>
        Assert.Empty(Issued().Add(Enum.Parse<OperationKind>(kind), "u1", 40, 50, attempt => Refused(attempt, 401), actor: "u1-t1", replica: B).Broken(Promise));

    [Fact]
    public void A_process_that_meets_only_its_own_tokens_is_no_evidence()
    {
        Assert.Equal(0, Issued().Count(Promise, Evidence.TokenCells));
        Assert.Equal(2, Issued()
            .Add(OperationKind.LogIn, "u1-t2", 40, 50, replica: B)
            .Add(OperationKind.ReadData, "u1-t1", 60, 70, actor: "u1-t1", replica: B)
            .Add(OperationKind.ReadData, "u1-t2", 60, 70, actor: "u1-t2", replica: B)
            .Count(Promise, Evidence.TokenCells));
    }

    [Fact]
    public void Uses_after_the_end_are_counted() =>
        Assert.Equal(1, Ended().Count(Promise, Evidence.UsesAfterEnd));

    [Fact]
    public void No_history_of_a_right_service_is_rejected()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var run = Issued();
            var alive = true;
            foreach (var step in RandomSteps.Draw(random, 30).Select(step => step with { Start = step.Start + 40, End = step.End + 40 }))
            {
                var ends = random.Next(15) == 0;
                var found = alive;
                alive &= !ends || !step.TakesEffect;
                var kind = !ends ? OperationKind.ReadData : random.Next(2) == 0 ? OperationKind.LogOut : OperationKind.ChangePassword;
                run.Add(
                    kind,
                    kind == OperationKind.ChangePassword ? "u1" : "u1-t1",
                    step.Start,
                    step.End,
                    attempt => step.IsLost ? Lost(attempt) : found ? attempt : Refused(attempt, 401),
                    actor: "u1-t1",
                    replica: random.Next(2) == 0 ? A : B);
            }

            Assert.Empty(run.Broken(Promise));
        }
    }

    private static RecordBuilder Issued() => new RecordBuilder()
        .Options(lifetime: 60, cap: 600)
        .Add(OperationKind.LogIn, "u1-t1", 0, 10)
        .Add(OperationKind.ReadData, "u1-t1", 20, 30, actor: "u1-t1");

    private static RecordBuilder Ended() => Issued()
        .Add(OperationKind.LogOut, "u1-t1", 40, 50, actor: "u1-t1")
        .Add(OperationKind.ReadData, "u1-t1", 60, 70, attempt => Refused(attempt, 401), actor: "u1-t1", replica: B);
}
