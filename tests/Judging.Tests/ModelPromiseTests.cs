using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Tests.Models;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.AttemptBuilder;

namespace AspireStateless.Judging.Tests;

/// <summary>A promise that is a model and nothing else, as docs/add-a-promise.md shows it.</summary>
public sealed class ModelPromiseTests
{
    [Fact]
    public void It_finds_a_visit_that_was_counted_twice()
    {
        var report = Judge(Visit(1, 0, 10, 1), Visit(2, 20, 30, 3));
        Assert.Equal(Verdict.Invalid, report.Verdict);
        Assert.Equal("page: no order of the operations explains an answer", Assert.Single(report.Violations).Rule);
    }

    [Fact]
    public void It_lets_an_unknown_visit_be_counted_or_not()
    {
        Assert.Equal(Verdict.Valid, Judge(Lost(1, 0, 10), Visit(2, 20, 30, 2)).Verdict);
        Assert.Equal(Verdict.Valid, Judge(Lost(1, 0, 10), Visit(2, 20, 30, 1)).Verdict);
    }

    [Fact]
    public void It_finds_the_violation_that_it_injects() =>
        Assert.Empty(SelfTest.Run([new PageCounters()], Record(HistoryOf(Visit(1, 0, 10, 1), Read(20, 30, 1)))).Missed);

    [Fact]
    public void What_the_search_cannot_decide_is_not_proven()
    {
        var hopeless = Enumerable.Range(1, 200).Select(key => Lost(key, key, key + 300)).Append(Read(1000, 1001, 999));
        var report = Judge([.. hopeless]);
        Assert.Equal(Verdict.Unknown, report.Verdict);
        Assert.StartsWith("201 operations on one object could not be decided within", report.Error, StringComparison.Ordinal);
    }

    private static PromiseReport Judge(params Attempt[] attempts) => new PageCounters().JudgeSafely(Record(HistoryOf(attempts)));

    private sealed class PageCounters : ModelPromise<CounterOperation, long>
    {
        public override string Name => "Page counters";

        public override string Statement => "each page's count is a linearizable fetch-and-increment";

        protected override OperationKind[] Writes => [OperationKind.Visit];

        protected override OperationKind[] Reads => [OperationKind.ReadVisits];

        protected override IModel<CounterOperation, long> Model { get; } = new CounterModel();

        protected override TimeSpan? Limit => TimeSpan.FromMilliseconds(200);

        protected override IEnumerable<(int Key, CounterOperation Operation)> Operations(RunRecord run, Resolution? resolved) =>
            from operation in OperationMerge.Of(run.History.Attempts, OperationKind.Visit, OperationKind.ReadVisits).Operations.ToArray()
            where operation.Outcome != Outcome.Failed && resolved?.IsAbsent(operation.Subject, operation.Key) != true
            let kind = operation.Kind == OperationKind.Visit ? CounterOperationKind.Increment : CounterOperationKind.Read
            select (operation.Subject, new CounterOperation(kind, operation.Start, operation.End, operation.Value, operation.Attempt));

        protected override Attempt Spoil(Attempt attempt) => attempt with { Value = attempt.Value + 1000 };
    }
}
