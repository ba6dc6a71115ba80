using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// A promise of a service that is known by its workload file alone. An unknown outcome stays optional: nobody can be asked.
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
        resolved is null ? [.. Foreign(run.History), .. Check(run)] : [];

    /// <summary>What the record breaks, beside answers that belong elsewhere.</summary>
    protected abstract IEnumerable<Violation> Check(RunRecord run);

    /// <summary>Answered attempts of one kind, places in the history.</summary>
    protected static List<int> Answered(RunRecord run, OperationKind kind) =>
        run.History.Find(attempt => attempt.Kind == kind && attempt is { Outcome: Outcome.Ok, Foreign: 0 });

    /// <summary>When an attempt had certainly ended: never, where nobody knows what came of it.</summary>
    protected static long EndOf(in Attempt attempt) => attempt.Outcome == Outcome.Ok ? attempt.End : Attempt.Open;

    /// <summary>Operations of one kind that may have had an effect, all attempts of each as one.</summary>
    protected static IEnumerable<LogicalOperation> Merged(History history, OperationKind kind) =>
        OperationMerge.Of(history.Attempts, kind).Operations.ToArray().Where(operation => operation.Outcome != Outcome.Failed);

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
