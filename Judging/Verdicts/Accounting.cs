namespace AspireStateless.Judging.Verdicts;

/// <summary>Where every attempted write of a kind went: attempted = acknowledged + refused + applied + absent + open.</summary>
/// <param name="Acknowledged">Answered.</param>
/// <param name="Refused">Certainly without effect, the client was told so.</param>
/// <param name="Applied">Outcome unknown to the client; the service says it was applied.</param>
/// <param name="Absent">Outcome unknown to the client; the service says it never was.</param>
/// <param name="Open">Nobody knows.</param>
internal sealed record Accounting(long Attempted, long Acknowledged, long Refused, long Applied, long Absent, long Open)
{
    /// <param name="attempts">Of all kinds.</param>
    /// <param name="writes">The kinds that are counted; they are sent under keys.</param>
    public static Accounting Of(ReadOnlySpan<Attempt> attempts, OperationKind[] writes, Resolution resolution)
    {
        var sum = new Accounting(0, 0, 0, 0, 0, 0);
        foreach (var write in writes)
        {
            foreach (ref readonly var operation in OperationMerge.Of(attempts, write).Operations)
            {
                sum = sum.Plus(operation.Outcome, resolution.IsApplied(operation.Subject, operation.Key), resolution.IsAbsent(
                    operation.Subject, operation.Key));
            }
        }

        return sum;
    }

    private Accounting Plus(Outcome outcome, bool applied, bool absent)
    {
        var sum = this with { Attempted = Attempted + 1 };
        return outcome switch
        {
            Outcome.Ok => sum with { Acknowledged = Acknowledged + 1 },
            Outcome.Failed => sum with { Refused = Refused + 1 },
            _ when applied => sum with { Applied = Applied + 1 },
            _ when absent => sum with { Absent = Absent + 1 },
            _ => sum with { Open = Open + 1 },
        };
    }

    public override string ToString() =>
        $"{Attempted} attempted = {Acknowledged} acknowledged + {Refused} refused + {Applied} applied + {Absent} absent + {Open} open";

    /// <summary>Whether all outcomes are known in the end, as evidence.</summary>
    public EvidenceCount Evidence => new(Verdicts.Evidence.Resolved, Attempted - Open, Math.Max(1, Attempted));
}
