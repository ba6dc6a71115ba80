using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Visits;
using static AspireStateless.Judging.Tests.AttemptBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class SelfTestTests
{
    [Fact]
    public void Every_injected_violation_is_found_in_a_right_history()
    {
        var test = SelfTest.Run([new VisitsPromise()], Record(Right(visits: 20)));
        Assert.Equal(6, test.Injected);
        Assert.Empty(test.Missed);
        Assert.True(test.Passed);
    }

    [Fact]
    public void Unknown_visits_cannot_stand_in_for_the_ones_taken_away()
    {
        var right = Right(visits: 20);
        var test = SelfTest.Run(
            [new VisitsPromise()], Record(HistoryOf([.. right.Attempts, Lost(100, 1, 2), Lost(101, 3, 4), Lost(102, 5, 6)])));
        Assert.True(test.Passed);
    }

    [Fact]
    public void A_history_that_is_too_short_to_inject_anything_does_not_pass() =>
        Assert.False(SelfTest.Run([new VisitsPromise()], Record(Right(visits: 1))).Passed);

    [Fact]
    public void Injected_violations_are_wrong_whatever_the_draw()
    {
        var page = Right(visits: 12).Attempts;
        for (ulong seed = 0; seed < 200; seed++)
        {
            foreach (var (name, attempts) in new SyntheticVisits(page, new RandomStream(seed)).Draw())
            {
                Assert.True(VisitsChecker.Check(HistoryOf(attempts)).Count > 0, $"{name}, seed {seed}");
            }
        }
    }

    private static History Right(int visits) => HistoryOf(
    [
        .. Enumerable.Range(1, visits).Select(count => Visit(count, count * 10, (count * 10) + 15, count)),
        Read(1000, 1010, visits),
    ]);
}
