using System.Text.Json;
using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Throttles;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

/// <summary>Three wrong passwords a minute, and two sign-ups.</summary>
public sealed class ThrottlesPromiseTests
{
    private static readonly ThrottlesPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(3, Right().Injected(Promise));

    [Fact]
    public void A_guess_more_than_the_limit_is_found() => Assert.Equal(
        ["10.64.0.4: 4 tries were looked at, and the limit of a minute is 3"],
        Guesses(4).Broken(Promise));

    [Fact]
    public void A_guess_in_the_next_minute_is_another_ones() =>
        Assert.Empty(Guesses(3).Add(OperationKind.Guess, "10.64.0.4", 61 * Second, 62 * Second, Wrong).Broken(Promise));

    [Fact]
    public void A_guess_beside_a_fault_may_not_have_been_counted() =>
        Assert.Empty(Guesses(4).Fault(FaultKinds.Kill, "redis", from: 0, to: 20).Broken(Promise));

    [Fact]
    public void Whoever_failed_as_often_as_they_may_is_not_let_in_with_the_right_password() =>
        Assert.NotEmpty(Guesses(3).Add(OperationKind.Guess, "10.64.0.4", 200, 210, RightPassword).Broken(Promise));

    [Fact]
    public void Nobody_is_told_of_failures_that_were_not() => Assert.Equal(
        ["10.64.0.4: told that too many were tried, and 2 were; the limit is 3"],
        Guesses(2).Add(OperationKind.Guess, "10.64.0.4", 200, 210, TooMany).Broken(Promise));

    [Fact]
    public void A_right_password_that_was_refused_is_found() =>
        Assert.NotEmpty(Limited().Add(OperationKind.Guess, "10.64.0.4", 0, 10, attempt => Wrong(attempt) with { Argument = 1 })
            .Broken(Promise));

    [Fact]
    public void Of_sign_ups_every_one_is_counted() => Assert.NotEmpty(Limited()
        .Add(OperationKind.SignUp, "10.64.0.8", 0, 10)
        .Add(OperationKind.SignUp, "10.64.0.8", 20, 30, attempt => Refused(attempt, 409))
        .Add(OperationKind.SignUp, "10.64.0.8", 40, 50)
        .Broken(Promise));

    private static RecordBuilder Right() => Guesses(3)
        .Add(OperationKind.Guess, "10.64.0.4", 200, 210, TooMany)
        .Add(OperationKind.Guess, "10.64.0.12", 200, 210, RightPassword);

    private static RecordBuilder Guesses(int count)
    {
        var run = Limited();
        for (var i = 0; i < count; i++)
        {
            run.Add(OperationKind.Guess, "10.64.0.4", 20 * i, (20 * i) + 10, Wrong, replica: i % 2 == 0 ? A : B);
        }

        return run;
    }

    private static RecordBuilder Limited() => new RecordBuilder().Happened(new(RunEventType.Options, 0)
    {
        Details = JsonSerializer.SerializeToElement(
            ServiceOptions.Unknown with { FailedLoginsPerMinute = 3, SignUpsPerMinute = 2 }, JsonSerializerOptions.Web),
    });

    private static Attempt Wrong(Attempt attempt) => Refused(attempt, 401);

    private static Attempt RightPassword(Attempt attempt) => attempt with { Argument = 1 };

    private static Attempt TooMany(Attempt attempt) => Refused(attempt, 429) with { Value = 1 };
}
