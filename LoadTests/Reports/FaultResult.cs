using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Reports;

/// <summary>One fault as it really happened. Times ending in <c>AtMs</c> count from the start of the history.</summary>
internal sealed record FaultResult
{
    // What was on its way when a fault ended comes back a little after it.
    private static readonly long Afterwards = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));

    public required string Kind { get; init; }
    public required string Resource { get; init; }
    public required string Target { get; init; }

    /// <summary>Its effect, as its evidence tells.</summary>
    public required double AtMs { get; init; }

    /// <summary>When its cure was asked for; null where it was not.</summary>
    public required double? UntilMs { get; init; }

    /// <summary>When its cure was done; null where it was not.</summary>
    public required double? CuredMs { get; init; }

    /// <summary>Whether there is evidence of its effect and of its cure.</summary>
    public required bool Confirmed { get; init; }

    /// <summary>
    /// From its effect until the AppHost told another state of its target; null where it did not, as of a paused process or a link.
    /// </summary>
    public required double? DetectedAfterMs { get; init; }

    /// <summary>From its effect to the end of the first operation that failed or got no answer; null where none did.</summary>
    public required double? FirstErrorAfterMs { get; init; }

    /// <summary>Operations that failed or got no answer between its effect and a second after the recovery.</summary>
    public required int Errors { get; init; }

    /// <summary>The longest time in that stretch in which no operation at all was answered.</summary>
    public required double LongestSilenceMs { get; init; }

    /// <summary>
    /// From the end of the cure until it served as before: a replica itself, of a store all replicas; null where it did not.
    /// </summary>
    public required double? RecoveredAfterMs { get; init; }
    public required string Evidence { get; init; }

    public static IReadOnlyList<FaultResult> Of(RecordedRun run, RunClock clock, IReadOnlyList<ClientOperation> operations) =>
        [.. run.Faults.Faults.OrderBy(fault => fault.At).Select(fault => Of(run, fault, clock, operations))];

    private static FaultResult Of(RecordedRun run, RealisedFault fault, RunClock clock, IReadOnlyList<ClientOperation> operations)
    {
        var until = Math.Min((fault.Recovered ?? fault.Cure)?.At + Afterwards ?? clock.End, clock.TrafficEnd);
        long[] errors = [.. operations
            .Where(operation => operation.Fate is OperationFate.Failed or OperationFate.Unknown && operation.Done >= fault.AskedAt
                && operation.Sent <= until)
            .Select(operation => operation.Done)];
        var told = run.Faults.Events.FirstOrDefault(line =>
            line.Type == RunEventType.State && line.Instance == fault.Fault.Instance && line.At >= fault.AskedAt
                && line.State != InstanceStates.Running);
        return new FaultResult
        {
            Kind = OneLine.Of(fault.Kind),
            Resource = OneLine.Of(fault.Fault.Resource ?? ""),
            Target = OneLine.Of(fault.Fault.Instance ?? ""),
            AtMs = clock.Ms(fault.At),
            UntilMs = fault.Cure is { AskedAt: { } asked } ? clock.Ms(asked) : null,
            CuredMs = fault.Cure is { } cure ? clock.Ms(cure.At) : null,
            Confirmed = fault.IsConfirmed,
            DetectedAfterMs = told is not null && told.At <= until ? After(told.At) : null,
            FirstErrorAfterMs = errors.Length == 0 || errors.Min() == Attempt.Open ? null : After(errors.Min()),
            Errors = errors.Length,
            LongestSilenceMs = Silence(operations, fault.At, until),
            RecoveredAfterMs = fault.RecoveryMs,
            Evidence = OneLine.Of(fault.Description),
        };

        // The evidence is observed a little after the effect itself.
        double After(long tick) => Math.Max(0, Math.Round(clock.Ms(tick) - clock.Ms(fault.At), 1));
    }

    private static double Silence(IReadOnlyList<ClientOperation> operations, long from, long until)
    {
        long last = from, longest = 0;
        foreach (var done in operations.Where(operation => operation.Outcome == Outcome.Ok).Select(operation => operation.Done)
            .Where(done => done >= from && done <= until).Append(until).Order())
        {
            (longest, last) = (Math.Max(longest, done - last), done);
        }

        return RunClock.Span(longest);
    }
}
