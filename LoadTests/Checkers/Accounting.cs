using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Where every attempted write of a kind went: attempted = acknowledged + refused + applied + absent + open.</summary>
/// <param name="Acknowledged">Answered.</param>
/// <param name="Refused">Certainly without effect, the client was told so.</param>
/// <param name="Applied">Outcome unknown to the client; the service says it was applied.</param>
/// <param name="Absent">Outcome unknown to the client; the service says it never was.</param>
/// <param name="Open">Nobody knows.</param>
internal sealed record Accounting(long Attempted, long Acknowledged, long Refused, long Applied, long Absent, long Open)
{
    /// <param name="operations">Merged by key.</param>
    /// <param name="write">The kind that is counted.</param>
    public static Accounting Of(ReadOnlySpan<LogicalOperation> operations, OperationKind write, Resolution resolution)
    {
        long acknowledged = 0, refused = 0, applied = 0, absent = 0, open = 0;
        foreach (ref readonly var operation in operations)
        {
            if (operation.Kind != write)
            {
                continue;
            }

            if (operation.Outcome == Outcome.Ok)
            {
                acknowledged++;
            }
            else if (operation.Outcome == Outcome.Failed)
            {
                refused++;
            }
            else if (resolution.IsApplied(operation.Subject, operation.Key))
            {
                applied++;
            }
            else if (resolution.IsAbsent(operation.Subject, operation.Key))
            {
                absent++;
            }
            else
            {
                open++;
            }
        }

        return new(acknowledged + refused + applied + absent + open, acknowledged, refused, applied, absent, open);
    }

    public override string ToString() =>
        $"{Attempted} attempted = {Acknowledged} acknowledged + {Refused} refused + {Applied} applied + {Absent} absent + {Open} open";

    /// <summary>Whether all outcomes are known in the end, as evidence.</summary>
    public EvidenceCount Evidence => new(Checkers.Evidence.Resolved, Attempted - Open, Math.Max(1, Attempted));
}
