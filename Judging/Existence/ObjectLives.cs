using AspireStateless.Judging.Objects;

namespace AspireStateless.Judging.Existence;

/// <summary>When objects came into being and ended, by the number of the text that names each.</summary>
internal sealed class ObjectLives
{
    private const ushort NotLoggedIn = 401;
    private const ushort NotFound = 404;
    private readonly Dictionary<int, Attempt> _creations = [];
    private readonly Dictionary<int, Attempt> _ends = [];

    public ObjectLives(History history)
    {
        foreach (var attempt in history.Attempts.Where(attempt => attempt.Outcome != Outcome.Failed))
        {
            if (attempt.Kind is OperationKind.Create or OperationKind.End)
            {
                (attempt.Kind == OperationKind.Create ? _creations : _ends).TryAdd(attempt.Subject, attempt);
            }
        }
    }

    /// <summary>Whether an answer showed the object that was asked for; null where it says neither.</summary>
    public static bool? Shows(in Attempt read) => read switch
    {
        { Kind: not (OperationKind.ReadExistence or OperationKind.ListExistence) } or { Foreign: not 0 } => null,
        { Outcome: Outcome.Ok } => read.Value != 0,
        { Outcome: Outcome.Failed, Status: NotFound } => false,

        // A user or a session that does not exist is not let in. Of anything else it says that the asker was not.
        { Outcome: Outcome.Failed, Status: NotLoggedIn } when read.Actor == 0 || read.Actor == read.Subject => false,
        _ => null,
    };

    /// <summary>What an attempt did to its object, or saw of it; null where it did nothing and saw nothing.</summary>
    public static SetOperation? Operation(in Attempt attempt, int index)
    {
        var end = attempt.Outcome == Outcome.Ok ? attempt.End : Attempt.Open;
        return (attempt.Kind, attempt.Outcome) switch
        {
            (OperationKind.Create, not Outcome.Failed) => SetOperation.Add(attempt.Start, end, index),
            (OperationKind.End, not Outcome.Failed) => SetOperation.Remove(attempt.Start, end, index),
            _ => Shows(attempt) is { } shown ? SetOperation.Read(attempt.Start, attempt.End, shown, index) : null,
        };
    }

    /// <summary>What a read of an object had to show.</summary>
    public LifePhase PhaseAt(in Attempt read) =>
        !_creations.TryGetValue(read.Subject, out var creation) ? LifePhase.Open
        : read.End < creation.Start ? LifePhase.Before
        : creation.Outcome != Outcome.Ok || read.Start <= creation.End ? LifePhase.Open
        : !_ends.TryGetValue(read.Subject, out var end) || read.End < end.Start ? LifePhase.Present
        : end.Outcome == Outcome.Ok && read.Start > end.End ? LifePhase.Ended
        : LifePhase.Open;

    /// <summary>Whether another replica answered a read than the one that did last what it had to show.</summary>
    public bool IsElsewhere(in Attempt read) =>
        (PhaseAt(read) == LifePhase.Ended ? _ends : _creations)[read.Subject].Replica != read.Replica;
}

/// <summary>Where in its object's life a read lay, by what was acknowledged.</summary>
internal enum LifePhase
{
    /// <summary>It met a change, or one whose outcome is not known: it may have shown either.</summary>
    Open,

    /// <summary>Nobody had asked for the creation yet.</summary>
    Before,

    /// <summary>The creation was acknowledged, and nobody had asked for the end.</summary>
    Present,

    /// <summary>The end was acknowledged.</summary>
    Ended,
}
