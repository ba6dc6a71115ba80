using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Sessions;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class SessionsPromiseTests
{
    private static readonly SessionsPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(5, Right().Injected(Promise));

    [Fact]
    public void A_field_that_another_ones_write_took_away_is_found() =>
        Assert.NotEmpty(Right().Add(OperationKind.WriteSession, "u1-s1", 60, 70, Shows(9, 4, 0, 9)).Broken(Promise));

    [Fact]
    public void A_version_that_was_given_out_twice_is_found() =>
        Assert.NotEmpty(Right().Add(OperationKind.WriteSession, "u1-s1", 60, 70, Shows(9, 3, 4, 9)).Broken(Promise));

    [Fact]
    public void A_write_without_an_answer_may_take_effect_at_any_later_time() =>
        Assert.Empty(Right()
            .Add(OperationKind.WriteSession, "u1-s1", 60, 70, attempt => Lost(attempt) with { Argument = 8 })
            .Add(OperationKind.ReadSession, "u1-s1", 80, 90, Shows(0, 3, 4, 5))
            .Add(OperationKind.ReadSession, "u1-s1", 100, 110, Shows(0, 4, 8, 5))
            .Broken(Promise));

    [Fact]
    public void What_a_refused_write_would_have_written_is_never_seen() =>
        Assert.NotEmpty(Right()
            .Add(OperationKind.WriteSession, "u1-s1", 60, 70, attempt => Refused(attempt, 503) with { Argument = 8 })
            .Add(OperationKind.ReadSession, "u1-s1", 100, 110, Shows(0, 4, 8, 5))
            .Broken(Promise));

    [Fact]
    public void No_history_of_a_right_service_is_rejected()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var run = new RecordBuilder();
            long version = 1;
            long[] fields = [0, 0, 0];
            foreach (var step in RandomSteps.Draw(random, 60))
            {
                var read = random.Next(2) == 0;
                var field = random.Next(3);
                long number = ((step.Place + 1) * 4) + field;
                if (!read && step.TakesEffect)
                {
                    version++;
                    fields[field] = number;
                }

                var shows = Shows(number, version, fields[0], fields[1], fields[2]);
                run.Add(
                    read ? OperationKind.ReadSession : OperationKind.WriteSession,
                    "u1-s1",
                    step.Start,
                    step.End,
                    step.IsLost ? attempt => Lost(shows(attempt)) : shows);
            }

            Assert.Empty(run.Broken(Promise));
        }
    }

    /// <summary>Field 0 is written, then field 1, then all is read.</summary>
    private static RecordBuilder Right() => new RecordBuilder()
        .Add(OperationKind.WriteSession, "u1-s1", 0, 10, Shows(4, 2, 4, 0))
        .Add(OperationKind.WriteSession, "u1-s1", 20, 30, Shows(5, 3, 4, 5))
        .Add(OperationKind.ReadSession, "u1-s1", 40, 50, Shows(0, 3, 4, 5), replica: B);

    private static Func<Attempt, Attempt> Shows(long written, long version, long first, long second, long third = 0) =>
        attempt => attempt with { Argument = written, Version = version, Value = first, Detail = second, Extra = third };
}
