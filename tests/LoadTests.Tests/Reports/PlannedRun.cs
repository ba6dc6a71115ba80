using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Tests;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>
/// The record of a run that sent every operation of its plan when it was due, to two replicas in turn. Times are nanoseconds.
/// </summary>
internal static class PlannedRun
{
    public const long Millisecond = 1_000_000;
    public const long Second = 1000 * Millisecond;

    /// <summary>When the traffic begins.</summary>
    public const long Origin = 2 * Second;

    /// <summary>What an operation takes.</summary>
    public const long Took = 4 * Millisecond;

    /// <param name="with">Changes the n-th attempt; null leaves the operation out.</param>
    public static RecordedRun Of(TimeSpan duration, double rate, Func<int, Attempt, Attempt?>? with = null, params RunEvent[] events)
    {
        var scenario = ScenarioCatalog.Find("visits");
        var plan = Planner.Make(scenario, 1, duration, rate, 3, new UserPool(UserPool.Few));
        long count = 0;
        var attempts = plan.Operations.Select((operation, n) => new Attempt
        {
            Kind = operation.Kind,
            Outcome = Outcome.Ok,
            Status = 200,
            Number = 1,
            Client = operation.Client,
            Key = n + 1,
            Subject = 1,
            Target = 2 + (n % 2),
            Replica = 2 + (n % 2),
            Due = Origin + operation.Due,
            Start = Origin + operation.Due + Millisecond,
            End = Origin + operation.Due + Took,
            Value = count += operation.Kind == OperationKind.Visit ? 1 : 0,
        });
        var changed = attempts.Select((attempt, n) => with is null ? attempt : with(n, attempt)).OfType<Attempt>();
        return RecordedRun.Of(scenario, plan, new string('0', 64), AttemptBuilder.HistoryOf([.. changed]), FaultRecord.Of(events));
    }

    public static Attempt Unanswered(Attempt attempt) => attempt with { Outcome = Outcome.Unknown, Status = 0, Replica = 0 };

    public static Attempt Refused(Attempt attempt, ushort status) => attempt with { Outcome = Outcome.Failed, Status = status };
}
