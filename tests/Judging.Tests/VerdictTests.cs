using System.Text.Json;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;
using AspireStateless.Judging.Visits;
using static AspireStateless.Judging.Tests.AttemptBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class VerdictTests
{
    [Fact]
    public void The_zero_value_claims_nothing() => Assert.Equal(Verdict.Unknown, default);

    [Fact]
    public void A_checker_that_throws_gives_unknown_with_the_error()
    {
        var report = new ThrowingChecker().JudgeSafely(Record(HistoryOf()));
        Assert.Equal(Verdict.Unknown, report.Verdict);
        Assert.Contains("out of luck", report.Error, StringComparison.Ordinal);
        Assert.False(report.Proven);
    }

    [Fact]
    public void A_damaged_history_gives_unknown()
    {
        var damaged = new History("testrun1", 1, 0, [], Texts) { Damaged = 1 };
        Assert.Equal(Verdict.Unknown, new VisitsPromise().JudgeSafely(Record(damaged)).Verdict);
    }

    [Fact]
    public void A_valid_history_without_evidence_proves_nothing()
    {
        var report = new VisitsPromise().JudgeSafely(Record(HistoryOf(Visit(1, 0, 10, 1))));
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.False(report.Proven);
    }

    [Fact]
    public void A_kind_of_evidence_is_written_by_its_key() =>
        Assert.Equal("\"readsAfterDeath\"", JsonSerializer.Serialize(Evidence.ReadsAfterDeath));

    private sealed class ThrowingChecker : PromiseChecker
    {
        public override string Name => "Luck";
        public override string Statement => "there is some";
        public override bool Concerns(RunRecord run) => true;
        public override PromiseReport Judge(RunRecord run) => throw new InvalidOperationException("out of luck");
        public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random) => [];
    }
}
