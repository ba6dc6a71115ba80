using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Bugs;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Bugs;

public sealed class BugScoreTests
{
    private static readonly PlantedBug[] All = [Entries.Counter, Entries.Lifetime, Entries.Decoy];

    [Fact]
    public void All_bugs_found_and_no_decoy_flagged_is_a_perfect_score()
    {
        var score = Score(
            2,
            Entries.Found(Entries.Counter, 1, "Visits", 2),
            Entries.Found(Entries.Counter, 2, "Visits", 4),
            Entries.Found(Entries.Lifetime, 1, "Session lifetime", 9),
            Entries.Found(Entries.Lifetime, 2, "Sessions", 6),
            Entries.NotFound(Entries.Decoy, 1, ExitCode.NotProven),
            Entries.NotFound(Entries.Decoy, 2, ExitCode.Passed));
        Assert.True(score.IsPerfect);
        Assert.Equal("2 of 2 bugs found in 2 of 2 seeds, 0 of 1 decoys flagged; median 5.0 s, worst 9.0 s", score.Sentence);
        var text = BugTable.Text(score);
        Assert.Contains("not flagged", text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong checker", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT FOUND", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_missed_with_one_seed_is_not_found()
    {
        var score = Score(
            2,
            Entries.Found(Entries.Counter, 1, "Visits", 2),
            Entries.NotFound(Entries.Counter, 2, ExitCode.NotProven),
            Entries.Found(Entries.Lifetime, 1, "Sessions", 6),
            Entries.Found(Entries.Lifetime, 2, "Sessions", 6),
            Entries.NotFound(Entries.Decoy, 1, ExitCode.Passed),
            Entries.NotFound(Entries.Decoy, 2, ExitCode.Passed));
        Assert.False(score.IsPerfect);
        Assert.Equal(1, score.Found);
        Assert.Contains("Counter, seed 2: NotProven it is", BugTable.Text(score), StringComparison.Ordinal);
        Assert.Contains("| 1 of 2 | 2.0 |", BugTable.Markdown(score), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_found_as_the_break_of_another_promise_is_found_by_the_wrong_checker()
    {
        var score = Score(1, Entries.Found(Entries.Counter, 1, "Carts", 2));
        Assert.Contains("wrong checker", BugTable.Text(score), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_that_breaks_another_promise_as_well_is_named_by_its_own_first()
    {
        var score = Score(1, Entries.Found(Entries.Counter, 1, "Carts", 2) with { Broken = ["Carts", "Visits"] });
        Assert.Equal(["Visits", "Carts"], score.Rows[0].Named);
        Assert.False(score.Rows[0].IsMisnamed);
    }

    [Theory]
    [InlineData(ExitCode.Passed, true)]
    [InlineData(ExitCode.NotProven, true)]
    [InlineData(ExitCode.Failed, false)]
    [InlineData(ExitCode.Invalid, false)]
    public void A_decoy_has_to_be_judged_and_not_flagged(object code, bool right)
    {
        var score = BugScore.Of([Entries.Decoy], [Entries.NotFound(Entries.Decoy, 1, (ExitCode)code)], Entries.Commit, seeds: 1);
        Assert.Equal(right, score.IsPerfect);
    }

    [Fact]
    public void Nothing_to_judge_is_no_success() => Assert.False(BugScore.Of([], [], Entries.Commit, seeds: 1).IsPerfect);

    private static BugScore Score(int seeds, params BugTrial[] trials) => BugScore.Of(All, trials, Entries.Commit, seeds);
}
