using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using AspireStateless.Judging.Visits;
using static AspireStateless.Judging.Tests.AttemptBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class VisitsCheckerTests
{
    [Fact]
    public void A_duplicate_that_is_answered_with_the_first_count_is_right() =>
        Assert.Empty(VisitsChecker.Check(HistoryOf(Visit(1, 0, 10, 1), Visit(1, 20, 30, 1), Visit(2, 40, 50, 2))));

    [Fact]
    public void A_duplicate_that_is_counted_again_is_found_with_both_answers()
    {
        var violations = VisitsChecker.Check(HistoryOf(Visit(1, 0, 10, 1), Visit(1, 20, 30, 2), Visit(2, 40, 50, 3)));
        Assert.Contains(violations, violation => violation.Attempts is [0, 1]);
    }

    [Fact]
    public void A_read_through_the_endpoint_is_a_read() =>
        Assert.NotEmpty(VisitsChecker.Check(HistoryOf(Visit(1, 0, 10, 1), Read(20, 30, 0) with { Kind = OperationKind.Knock })));

    [Fact]
    public void Pages_are_counted_apart() =>
        Assert.Empty(VisitsChecker.Check(HistoryOf(Visit(1, 0, 10, 1), Visit(2, 20, 30, 1) with { Subject = 2 })));

    [Fact]
    public void The_same_key_on_another_page_is_another_visit() =>
        Assert.Empty(VisitsChecker.Check(HistoryOf(Visit(1, 0, 10, 1), Visit(2, 11, 12, 2), Visit(1, 20, 30, 1) with { Subject = 2 })));

    [Fact]
    public void A_witness_names_the_page_and_points_at_the_attempts()
    {
        var violation = Assert.Single(VisitsChecker.Check(HistoryOf(Visit(1, 0, 10, 1), Read(20, 30, 1), Visit(2, 40, 50, 1))));
        Assert.StartsWith("page: ", violation.Rule, StringComparison.Ordinal);
        Assert.Equal([0, 2], violation.Attempts);
    }

    [Fact]
    public void A_visit_that_the_service_says_it_never_applied_cannot_explain_a_count()
    {
        var history = HistoryOf(Lost(1, 0, 10), Visit(2, 20, 30, 2), Asked(1, 100, applied: false));
        Assert.Empty(VisitsChecker.Check(history));
        Assert.NotEmpty(VisitsChecker.Check(history, Resolution.Of(history.Attempts, quiesced: true)));
    }

    [Fact]
    public void Not_applied_means_nothing_while_the_request_may_still_be_under_way()
    {
        var history = HistoryOf(Lost(1, 0, 10), Visit(2, 20, 30, 2), Asked(1, 100, applied: false));
        Assert.Empty(VisitsChecker.Check(history, Resolution.Of(history.Attempts, quiesced: false)));
    }

    [Fact]
    public void Not_applied_means_nothing_once_the_service_has_forgotten_the_key()
    {
        var history = HistoryOf(Lost(1, 0, 10), Visit(2, 20, 30, 2), Asked(1, 1000, applied: false));
        Assert.Empty(VisitsChecker.Check(history, Resolution.Of(history.Attempts, quiesced: true, TimeSpan.FromTicks(10))));
        Assert.NotEmpty(VisitsChecker.Check(history, Resolution.Of(history.Attempts, quiesced: true, TimeSpan.FromTicks(11))));
    }

    [Fact]
    public void One_thread_finds_what_all_threads_find()
    {
        var history = HistoryOf(Visit(1, 0, 10, 1), Visit(2, 20, 30, 1), Visit(3, 0, 10, 7) with { Subject = 2 });
        Assert.Equal(
            VisitsChecker.Check(history).Select(violation => violation.Rule),
            VisitsChecker.Check(history, threads: 1).Select(violation => violation.Rule));
    }

    [Fact]
    public void A_timeline_shows_who_answered_what_and_when()
    {
        var drawn = Drawn(HistoryOf(Visit(1, 0, 2_000_000, 1), Lost(2, 1_000_000, Attempt.Open)), new("", [0, 1]));
        Assert.Equal(2, drawn.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("api-a/1/1", drawn, StringComparison.Ordinal);
        Assert.Contains("=> 1", drawn, StringComparison.Ordinal);
        Assert.Contains("no answer", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_without_a_witness_has_an_empty_timeline() => Assert.Empty(Drawn(HistoryOf(Visit(1, 0, 10, 1)), new("", [])));

    [Fact]
    public void A_timeline_shows_an_event_where_it_happened_between_requests()
    {
        RunEvent ended = new(RunEventType.State, 1_000_000) { Resource = "api", Instance = "api-a", State = "Finished" };
        var drawn = Drawn(HistoryOf(Visit(1, 0, 500_000, 1), Visit(2, 2_000_000, 2_500_000, 1)), new("", [1, 0, 1], ended));
        var lines = drawn.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["visit", "state", "visit"], lines.Select(line => line.Trim().Split(' ')[0]));
        Assert.Matches(@"AppHost +api-a +\| +=> Finished +0\.0010 s$", lines[1]);
    }

    private static string Drawn(History history, Violation violation) => Timeline.Draw(Witness.Of(history, violation), history.StartedAt);
}
