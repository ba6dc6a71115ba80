using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// A promise of a service that is known by its workload file alone. An unknown outcome stays optional, unless the service could be asked.
/// </summary>
internal abstract class ServicePromise(PromiseDefinition definition) : OperationPromise
{
    public sealed override string Name => Definition.Name;

    protected PromiseDefinition Definition { get; } = definition;

    protected OperationKind Write { get; } = ServiceKinds.Of(definition.Place, ServiceVerb.Write);

    protected OperationKind Read { get; } = ServiceKinds.Of(definition.Place, ServiceVerb.Read);

    protected OperationKind Remove { get; } = ServiceKinds.Of(definition.Place, ServiceVerb.Remove);

    protected OperationKind Element { get; } = ServiceKinds.Of(definition.Place, ServiceVerb.Element);

    protected sealed override OperationKind[] Writes => [Write, Remove];

    protected sealed override OperationKind[] Reads => [Read];

    public static PromiseChecker Of(PromiseDefinition definition) => definition.Kind switch
    {
        PromiseKind.Counter => new CounterOfService(definition),
        PromiseKind.Register => new RegisterOfService(definition),
        PromiseKind.Set => new SetOfService(definition),
        PromiseKind.Once => new OnceOfService(definition),
        PromiseKind.Units => new UnitsOfService(definition),
        PromiseKind.Token => new TokenOfService(definition),
        PromiseKind.Expires => new ExpiryOfService(definition),
        _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Kind, "It has no checker."),
    };

    protected sealed override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved) =>
        resolved is null ? [.. Foreign(run.History), .. Check(run)]
        : run.History.Attempts.Any(attempt => attempt.Kind == OperationKind.Ask) ? [.. Check(Asked(run, resolved))]
        : [];

    /// <summary>What the record breaks, beside answers that belong elsewhere.</summary>
    protected abstract IEnumerable<Violation> Check(RunRecord run);

    /// <summary>Whether it is enough to know of a write that it had its effect; not where its answer is judged too.</summary>
    protected virtual bool IsKnownByEffect => true;

    /// <summary>Answered attempts of one kind, places in the history.</summary>
    protected static List<int> Answered(RunRecord run, OperationKind kind) =>
        run.History.Find(attempt => attempt.Kind == kind && attempt is { Outcome: Outcome.Ok, Foreign: 0 });

    /// <summary>When an attempt had certainly ended: never, where nobody knows what came of it.</summary>
    protected static long EndOf(in Attempt attempt) => attempt.Outcome == Outcome.Ok ? attempt.End : Attempt.Open;

    /// <summary>Operations of one kind that may have had an effect, all attempts of each as one.</summary>
    protected static IEnumerable<LogicalOperation> Merged(History history, OperationKind kind) =>
        OperationMerge.Of(history.Attempts, kind).Operations.ToArray().Where(operation => operation.Outcome != Outcome.Failed);

    /// <summary>
    /// A copy in which what the service said of unknown outcomes is one: what had no effect was refused; what had one is as if it had been
    /// answered together with the question, since nobody knows when it came.
    /// </summary>
    private RunRecord Asked(RunRecord run, Resolution resolved)
    {
        var attempts = run.History.Attempts.ToArray();
        var answered = attempts.Where(attempt => attempt is { Kind: OperationKind.Ask, Outcome: Outcome.Ok })
            .GroupBy(attempt => (attempt.Subject, attempt.Key))
            .ToDictionary(operation => operation.Key, operation => operation.Min(attempt => attempt.End));

        // Who says "no" of what was acknowledged has forgotten it, or was asked wrongly: then "no" is no word about the others either.
        var mayForget = attempts.Any(attempt => attempt.Kind == Write && attempt is { Outcome: Outcome.Ok, Key: not 0 }
            && resolved.IsAbsent(attempt.Subject, attempt.Key));
        foreach (ref var attempt in attempts.AsSpan())
        {
            if (attempt.Kind == Write && attempt is { Outcome: Outcome.Unknown, Key: not 0 })
            {
                attempt = !mayForget && resolved.IsAbsent(attempt.Subject, attempt.Key) ? attempt with { Outcome = Outcome.Failed }
                    : IsKnownByEffect && resolved.IsApplied(attempt.Subject, attempt.Key)
                        ? attempt with { Outcome = Outcome.Ok, End = answered[(attempt.Subject, attempt.Key)] }
                    : attempt;
            }
        }

        return run.With(attempts);
    }

    /// <summary>A read that began after an answered write of its subject, with another answer; nothing where there is none.</summary>
    protected IEnumerable<SyntheticViolation> SpoilARead(string name, RunRecord run, Func<Attempt, Attempt> change)
    {
        var reads = Answered(run, Read);
        if (FindAfter(run, reads, Answered(run, Write)) is >= 0 and var place)
        {
            yield return new(name, Change(run, reads[place], change));
        }
    }
}
