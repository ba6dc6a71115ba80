using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Histories;

/// <summary>
/// Merges the attempts of a history into logical operations. Attempts that certainly had no effect do not widen an operation.
/// Attempts without a key are operations of their own.
/// </summary>
internal sealed class OperationMerge
{
    private readonly List<LogicalOperation> _operations;
    private readonly List<Conflict> _conflicts = [];
    private readonly Dictionary<(int Subject, long Key), int> _positions;

    private OperationMerge(int capacity)
    {
        _operations = new(capacity);
        _positions = new(capacity);
    }

    public ReadOnlySpan<LogicalOperation> Operations => CollectionsMarshal.AsSpan(_operations);

    public IReadOnlyList<Conflict> Conflicts => _conflicts;

    /// <param name="write">The kind of operation that is sent under keys.</param>
    /// <param name="reads">The kinds that are not; unanswered ones constrain nothing and are left out.</param>
    public static OperationMerge Of(ReadOnlySpan<Attempt> attempts, OperationKind write, params ReadOnlySpan<OperationKind> reads)
    {
        var merge = new OperationMerge(attempts.Length);
        for (var i = 0; i < attempts.Length; i++)
        {
            ref readonly var attempt = ref attempts[i];
            if (attempt.Kind == write)
            {
                merge.AddWrite(attempts, in attempt, i);
            }
            else if (attempt.Outcome == Outcome.Ok && reads.Contains(attempt.Kind))
            {
                merge._operations.Add(First(in attempt, i));
            }
        }

        return merge;
    }

    private void AddWrite(ReadOnlySpan<Attempt> attempts, in Attempt attempt, int index)
    {
        if (attempt.Key == 0)
        {
            _operations.Add(First(in attempt, index));
            return;
        }

        ref var position = ref CollectionsMarshal.GetValueRefOrAddDefault(_positions, (attempt.Subject, attempt.Key), out var known);
        if (known)
        {
            Widen(ref CollectionsMarshal.AsSpan(_operations)[position], attempts, in attempt, index);
            return;
        }

        position = _operations.Count;
        _operations.Add(First(in attempt, index));
    }

    private static bool SameAnswer(in Attempt one, in Attempt other) =>
        (one.Value, one.Version, one.Detail) == (other.Value, other.Version, other.Detail);

    private static LogicalOperation First(in Attempt attempt, int index) => new()
    {
        Kind = attempt.Kind,
        Outcome = attempt.Outcome,
        Subject = attempt.Subject,
        Key = attempt.Key,
        Start = attempt.Start,
        End = attempt.Outcome == Outcome.Ok ? attempt.End : Attempt.Open,
        Value = attempt.Value,
        Attempt = index,
    };

    private void Widen(ref LogicalOperation operation, ReadOnlySpan<Attempt> attempts, in Attempt attempt, int index)
    {
        if (attempt.Outcome == Outcome.Failed)
        {
            return;
        }

        operation.Start = operation.Outcome == Outcome.Failed ? attempt.Start : Math.Min(operation.Start, attempt.Start);
        if (attempt.Outcome == Outcome.Unknown)
        {
            operation.Outcome = operation.Outcome == Outcome.Ok ? Outcome.Ok : Outcome.Unknown;
            return;
        }

        if (operation.Outcome == Outcome.Ok && !SameAnswer(attempts[operation.Attempt], attempt))
        {
            _conflicts.Add(new Conflict(operation.Attempt, index));
        }

        if (attempt.End < operation.End)
        {
            (operation.End, operation.Value, operation.Attempt) = (attempt.End, attempt.Value, index);
        }

        operation.Outcome = Outcome.Ok;
    }
}

/// <summary>All attempts with one idempotency key as the one operation that they are meant to be.</summary>
internal record struct LogicalOperation
{
    public OperationKind Kind { get; set; }

    /// <summary>Ok if any attempt was; Failed if every attempt was; otherwise Unknown.</summary>
    public Outcome Outcome { get; set; }
    public int Subject { get; set; }
    public long Key { get; set; }

    /// <summary>Earliest start of an attempt that may have had an effect.</summary>
    public long Start { get; set; }

    /// <summary>Earliest end of an answered attempt; <see cref="Attempt.Open"/> where none was answered.</summary>
    public long End { get; set; }
    public long Value { get; set; }

    /// <summary>The answered attempt that ended first, else the first attempt: an index into the attempts.</summary>
    public int Attempt { get; set; }
}

/// <summary>Two attempts of one operation that were answered differently: it was executed twice.</summary>
internal readonly record struct Conflict(int First, int Second);
