using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Tests;

public sealed class JudgementTests
{
    [Fact]
    public void A_machine_that_did_not_keep_time_takes_the_times_out_of_a_verdict_and_says_so()
    {
        var judged = Of(Promise("Visits", count: 10), Promise("Stop", count: 1) with { NoTimes = "it stood still" });
        Assert.Equal(ExitCode.Passed, judged.ExitCode);
        Assert.Equal("PASSED: Visits proven; the times of Stop were not judged: it stood still", judged.Sentence);
        Assert.Equal("times not judged", judged.Promises[1].Word);
    }

    [Fact]
    public void Times_that_were_seen_often_enough_are_proven_on_any_machine() => Assert.Equal(
        "PASSED: Visits and Stop proven",
        Of(Promise("Visits", count: 10), Promise("Stop", count: 10) with { NoTimes = "it stood still" }).Sentence);

    [Fact]
    public void A_run_of_which_only_times_are_left_proves_nothing() =>
        Assert.Equal(ExitCode.NotProven, Of(Promise("Stop", count: 1) with { NoTimes = "it stood still" }).ExitCode);

    [Fact]
    public void Too_little_evidence_is_not_excused_where_the_machine_kept_time() =>
        Assert.Equal("NOT PROVEN: Stop: graceful stops: 1 of at least 2", Of(Promise("Visits", count: 10), Promise("Stop", count: 1))
            .Sentence);

    private static Judgement Of(params PromiseReport[] promises) => new() { Promises = promises, SelfTest = new(1, []), Invalid = [] };

    private static PromiseReport Promise(string name, long count) => new()
    {
        Name = name,
        Statement = "",
        Verdict = Verdict.Valid,
        Evidence = [new(Evidence.Stops, count, Needed: 2)],
    };
}
