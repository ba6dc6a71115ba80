using System.Text.Json;
using System.Xml.Linq;
using AspireStateless.Control;
using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Tests;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>What is reported of a run, from its record alone.</summary>
public sealed class RunReportTests
{
    private const long Second = PlannedRun.Second;

    [Fact]
    public void A_fault_is_reported_with_what_the_clients_met_of_it()
    {
        const long killed = PlannedRun.Origin + (2 * Second);
        RunEvent[] events =
        [
            .. Kill(killed, cured: killed + Second, recovered: killed + Second + (300 * PlannedRun.Millisecond)),
            new(RunEventType.State, killed + (50 * PlannedRun.Millisecond)) { Resource = "api", Instance = "api-a", State = "Exited" },
        ];
        bool IsLost(Attempt attempt) => attempt.Start > killed && attempt.Start < killed + Second && attempt.Target == 2;
        var report = Report(PlannedRun.Of(
            TimeSpan.FromSeconds(6), 200, (_, attempt) => IsLost(attempt) ? PlannedRun.Unanswered(attempt) : attempt, events));
        var fault = Assert.Single(report.Faults);
        Assert.True(fault.Confirmed, fault.Evidence);
        Assert.Equal([4001.0, 5000.0, 300.0, 49.0], new[] { fault.AtMs, fault.CuredMs, fault.RecoveredAfterMs, fault.DetectedAfterMs });
        Assert.InRange(fault.FirstErrorAfterMs!.Value, 0, 100);
        Assert.InRange(fault.Errors, 70, 130);
        Assert.InRange(fault.LongestSilenceMs, 5, 200);
    }

    [Fact]
    public void The_timeline_shows_an_outage_within_200_ms_of_where_it_was()
    {
        const long from = PlannedRun.Origin + (2 * Second) + (130 * PlannedRun.Millisecond);
        const long to = from + (1470 * PlannedRun.Millisecond);
        var timeline = Report(PlannedRun.Of(
            TimeSpan.FromSeconds(6), 500, (_, attempt) =>
                attempt.End >= from && attempt.End < to ? PlannedRun.Refused(attempt, 503) : attempt)).Timeline;
        double startMs = from / (double)PlannedRun.Millisecond, endMs = to / (double)PlannedRun.Millisecond;
        int first = Array.FindIndex(timeline.Failed, count => count > 0), last = Array.FindLastIndex(timeline.Failed, count => count > 0);
        Assert.InRange(timeline.BucketMs, 1, 200);
        Assert.InRange(startMs - (first * timeline.BucketMs), 0, 200);
        Assert.InRange(((last + 1) * timeline.BucketMs) - endMs, 0, 200);
    }

    [Fact]
    public void The_lives_of_an_instance_are_spans_with_the_number_of_the_process()
    {
        RunEvent State(long at, string state, int? pid) =>
            new(RunEventType.State, at) { Resource = "api", Instance = "api-a", State = state, Pid = pid, StartTicks = pid };
        var report = Report(PlannedRun.Of(
            TimeSpan.FromSeconds(2), 50, null, State(Second, "Running", 1), State(Second, "Running", 1), State(
                3 * Second, "Exited", 1), State(4 * Second, "Running", 7)));
        var lane = Assert.Single(report.Lanes);
        Assert.Equal(
            [(1000.0, 3000.0, "Running", 1), (3000.0, 4000.0, "Exited", 1), (4000.0, lane.Spans[^1].ToMs, "Running", 2)],
            lane.Spans.Select(span => (span.FromMs, span.ToMs, span.State, span.Generation)));
        Assert.True(lane.Spans[0].Answered > 20);
    }

    [Fact]
    public void The_spectrum_keeps_what_an_operation_waited_for_the_harness_apart()
    {
        var spectrum = Report(PlannedRun.Of(TimeSpan.FromSeconds(4), 300)).Spectrum;
        Assert.All(spectrum.Due, value => Assert.Equal(4, value));
        Assert.All(spectrum.Sent, value => Assert.Equal(3, value));
        Assert.All(spectrum.Late, value => Assert.Equal(1, value));
        Assert.Equal(1, spectrum.Quantiles[^1]);
        Assert.Contains(0.999, spectrum.Quantiles);
    }

    [Fact]
    public void Counts_that_differ_are_a_finding()
    {
        var run = PlannedRun.Of(TimeSpan.FromSeconds(2), 300, null, new RunEvent(RunEventType.Quiesced, 5 * Second));
        var read = new Attempt
        {
            Kind = OperationKind.ReadVisits,
            Outcome = Outcome.Ok,
            Client = -1,
            Subject = 1,
            Target = 2,
            Replica = 2,
            Start = 6 * Second,
            End = 6 * Second
        };
        long visits = run.History.Attempts.Count(attempt => attempt.Kind == OperationKind.Visit);
        CountPair Visits(long counted) =>
            Report(run with { Record = run.Record.With([.. run.History.Attempts, read with { Value = counted }]) })
            .Reconciliation.Single(pair => pair.What == "visits");
        Assert.True(Visits(visits).Agrees);
        Assert.False(Visits(visits - 1).Agrees);
        Assert.Equal(-1, Visits(visits - 1).Difference);
        Assert.Null(Report(run).Reconciliation.Single(pair => pair.What == "visits").Agrees);
    }

    [Fact]
    public void Failed_unanswered_and_slow_requests_and_those_around_a_witness_are_shown_one_by_one()
    {
        var run = PlannedRun.Of(TimeSpan.FromSeconds(20), 300, (n, attempt) =>
            n == 100 ? PlannedRun.Unanswered(attempt)
            : n == 200 ? PlannedRun.Refused(attempt, 503)
            : n == 300 ? PlannedRun.Refused(attempt, 409)
            : n == 400 ? attempt with { Value = 1 }
            : attempt);
        var report = Report(run);
        Assert.Equal(1, report.ExitCode);
        var ids = report.Details.Rows.ToDictionary(row => row[0], row => row[^1]);
        Assert.Equal((1, 1), (ids[100] & 1, ids[200] & 1));
        Assert.True(!ids.TryGetValue(300, out var refused) || (refused & 1) == 0);
        Assert.Contains(ids.Values, reason => (reason & 4) != 0);
        Assert.Contains(ids.Values, reason => (reason & 8) != 0);
        Assert.Equal(1000, ids.Values.Count(reason => (reason & 2) != 0));
        var witness = report.Promises.SelectMany(promise => promise.Violations).First();
        Assert.NotEmpty(witness.Operations);
    }

    [Fact]
    public void Every_promise_limit_and_fault_is_a_test_case()
    {
        var report = Report(PlannedRun.Of(TimeSpan.FromSeconds(4), 100, null, [.. Kill(3 * Second, 4 * Second, 5 * Second)]));
        var path = Path.GetTempFileName();
        JUnitXml.Write(report, path);
        var suite = XDocument.Load(path).Root!;
        File.Delete(path);
        var kinds = suite.Elements("testcase").CountBy(one => (string)one.Attribute("classname")!).ToDictionary();
        Assert.Equal(report.Promises.Count, kinds["promise"]);
        Assert.Equal(report.Checks.Count(check => check.Kind == CheckKind.Limit), kinds["limit"]);
        Assert.Equal(1, kinds["fault"]);
        Assert.Equal(suite.Elements("testcase").Count(), (int)suite.Attribute("tests")!);
    }

    [Fact]
    public void The_result_is_read_back_as_it_was_written()
    {
        var report = Report(PlannedRun.Of(TimeSpan.FromSeconds(2), 100));
        var text = JsonSerializer.Serialize(report, ReportJson.Format);
        var again = JsonSerializer.Deserialize<RunReport>(text, ReportJson.Format)!;
        Assert.Equal(text, JsonSerializer.Serialize(again, ReportJson.Format));
        Assert.Equal(RunReport.CurrentSchema, again.Schema);
        Assert.True(text.Split('\n').Length < 1500, "a series takes one line");
    }

    [Fact]
    public void A_run_says_how_sure_its_verdict_is()
    {
        var report = Report(PlannedRun.Of(TimeSpan.FromSeconds(2), 100));
        Assert.Contains("0 of 2 promises", report.Certainty, StringComparison.Ordinal);
        Assert.Contains("Nothing was done to the system.", report.Certainty, StringComparison.Ordinal);
    }

    private static IEnumerable<RunEvent> Kill(long at, long cured, long recovered) => new RecordBuilder()
        .Fault(FaultKinds.Kill, "api", at, cured, "api-a")
        .Build().Faults.Events
        .Select(line => line.Type == RunEventType.Recovered ? line with { At = recovered } : line);

    private static RunReport Report(RecordedRun run) => RunReport.Of(run, Judge.Of(run.Record));
}
