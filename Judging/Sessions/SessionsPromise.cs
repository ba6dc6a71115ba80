using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Sessions;

/// <summary>Judges what sessions hold: each field as a register, all of a session's changes by its version.</summary>
internal sealed class SessionsPromise : OperationPromise
{
    /// <summary>How many fields of a session an attempt holds: its value, detail and extra.</summary>
    public const int FieldCount = 3;

    // A field's number is the write's modulo this.
    private const int FieldsOfANumber = 4;

    public override string Name => "Sessions";

    public override string Statement =>
        "each field of a session is a linearizable register; changes of different fields never overwrite each other";

    protected override OperationKind[] Writes => [OperationKind.WriteSession];

    protected override OperationKind[] Reads => [OperationKind.ReadSession];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var writes = run.History.Find(attempt => attempt is { Kind: OperationKind.WriteSession, Outcome: Outcome.Ok });
        var reads = run.History.Find(attempt => attempt is { Kind: OperationKind.ReadSession, Outcome: Outcome.Ok, Value: > 0 });
        if (writes.Count == 0 || reads.Count == 0)
        {
            yield break;
        }

        var read = reads[random.Next(reads.Count)];
        var write = writes[random.Next(writes.Count)];
        yield return new("a read of another session's content", Change(run, read, attempt => attempt with { Foreign = attempt.Subject }));
        yield return new("a read of what nobody wrote", Change(
            run, read, attempt => attempt with { Value = FieldsOfANumber * (1L << 40) }));
        yield return new("a write that shows another value", Change(run, write, attempt => Shown(attempt, 0)));
        var stale = FindAfter(run, reads, writes.Where(index => run.History.Attempts[index].Argument % FieldsOfANumber == 0));
        if (stale >= 0)
        {
            yield return new("a read that lost a field", Change(run, reads[stale], attempt => attempt with { Value = 0 }));
            yield return new("a read of an older version", Change(run, reads[stale], attempt => attempt with { Version = 1 }));
        }
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved) =>
        [.. Foreign(run.History), .. OwnWrites(run.History), .. Fields(run.History), .. Versions(run.History)];

    /// <summary>An answered write shows the session right after it: its own value is in it.</summary>
    private static IEnumerable<Violation> OwnWrites(History history) => history
        .Find(attempt => attempt is { Kind: OperationKind.WriteSession, Outcome: Outcome.Ok, Foreign: 0 }
            && Field(attempt, (int)(attempt.Argument % FieldsOfANumber)) != attempt.Argument)
        .Select(index => new Violation(
            $"{history.Text(history.Attempts[index].Subject)}: a write of {history.Attempts[index].Argument} was acknowledged with another"
                + " value in its field",
            [index]));

    private static IEnumerable<Violation> Fields(History history) =>
        ByKey.Check(FieldOperations(history), history.TextCount * FieldCount, UniqueRegister.Check)
            .Select(broken => Describe($"{history.Text(broken.Key / FieldCount)}, field {broken.Key % FieldCount}", broken));

    private static IEnumerable<(int Key, RegisterOperation Operation)> FieldOperations(History history)
    {
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            var attempt = history.Attempts[i];
            if (attempt.Kind == OperationKind.WriteSession && attempt.Outcome != Outcome.Failed)
            {
                var end = attempt.Outcome == Outcome.Ok ? attempt.End : Attempt.Open;
                yield return (
                    (attempt.Subject * FieldCount) + (int)(attempt.Argument % FieldsOfANumber),
                    RegisterOperation.Write(attempt.Start, end, attempt.Argument, i));
            }

            var shows = attempt is { Kind: OperationKind.WriteSession or OperationKind.ReadSession, Outcome: Outcome.Ok, Foreign: 0 };
            for (var field = 0; shows && field < FieldCount; field++)
            {
                yield return (
                    (attempt.Subject * FieldCount) + field,
                    RegisterOperation.Read(attempt.Start, attempt.End, Field(attempt, field), i));
            }
        }
    }

    /// <summary>Each change raises the version by one, so a session's versions are a counter that starts at 1.</summary>
    private static IEnumerable<Violation> Versions(History history) =>
        ByKey.Check(VersionOperations(history), history.TextCount, CheckVersions)
            .Select(broken => Describe(history.Text(broken.Key), broken));

    private static IEnumerable<(int Key, CounterOperation Operation)> VersionOperations(History history)
    {
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            var attempt = history.Attempts[i];
            CounterOperation? operation = (attempt.Kind, attempt.Outcome) switch
            {
                (OperationKind.WriteSession, Outcome.Ok) => CounterOperation.Increment(attempt.Start, attempt.End, attempt.Version - 1, i),
                (OperationKind.WriteSession, Outcome.Unknown) => CounterOperation.UnknownIncrement(attempt.Start, i),
                (OperationKind.ReadSession, Outcome.Ok) => CounterOperation.Read(attempt.Start, attempt.End, attempt.Version - 1, i),
                _ => null,
            };
            if (operation is { } known)
            {
                yield return (attempt.Subject, known);
            }
        }
    }

    private static RuleBreak? CheckVersions(ReadOnlySpan<CounterOperation> operations) =>
        FetchAndIncrement.Check(operations) is { } found ? found.As($"Version {found.Slot + 1}: {found.Rule}", operations) : null;

    private static long Field(in Attempt attempt, int field) => field switch
    {
        0 => attempt.Value,
        1 => attempt.Detail,
        _ => attempt.Extra,
    };

    private static Attempt Shown(Attempt attempt, long value) => (attempt.Argument % FieldsOfANumber) switch
    {
        0 => attempt with { Value = value },
        1 => attempt with { Detail = value },
        _ => attempt with { Extra = value },
    };
}
