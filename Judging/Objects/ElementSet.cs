using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Objects;

/// <summary>
/// Decides whether the history of one element of a set is linearizable, exactly, in O(n), where the element is added at most once and
/// removed at most once (log-linear checks of unambiguous sets: Lee and Mathur, OOPSLA 2025).
/// </summary>
/// <remarks>
/// The element came by A, the earliest end of the add, of a read that showed it and of the removal; it left no sooner than R, the
/// latest start of the removal, of the add and of a read that showed it. Taking the add as late as A and the removal as early as R
/// leaves most room to reads that did not show it: one is impossible only if it lies strictly between the two. An add of unknown
/// outcome happened where something saw it; a removal of unknown outcome may always be taken to have happened, as late as it pleases.
/// </remarks>
internal static class ElementSet
{
    private static readonly ElementWords Usual = new(
        "An element was in the set that nobody had added",
        "An element was in the set before the request to add it was sent",
        "An element was in the set after it had been removed",
        "An element was missing after it had come and before it could leave");

    /// <inheritdoc cref="Check(ReadOnlySpan{SetOperation}, ElementWords)"/>
    public static RuleBreak? Check(ReadOnlySpan<SetOperation> operations) => Check(operations, Usual);

    /// <param name="operations">All on one element, in any order.</param>
    /// <param name="words">The rules, for what is an element of a set by another name.</param>
    /// <returns>Null when the history is linearizable; otherwise the rule that it breaks, with at most three operations.</returns>
    /// <exception cref="ArgumentException">The element is added twice or removed twice.</exception>
    public static RuleBreak? Check(ReadOnlySpan<SetOperation> operations, ElementWords words)
    {
        int add = -1, remove = -1, came = -1, left = -1;
        for (var i = 0; i < operations.Length; i++)
        {
            ref readonly var operation = ref operations[i];
            if (operation.Kind == SetOperationKind.Absent)
            {
                continue;
            }

            add = operation.Kind == SetOperationKind.Add ? Once(add, i) : add;
            remove = operation.Kind == SetOperationKind.Remove ? Once(remove, i) : remove;
            came = came < 0 || operation.End < operations[came].End ? i : came;
            left = left < 0 || operation.Start > operations[left].Start ? i : left;
        }

        // Nothing saw it: that it never came explains everything.
        if (came < 0 || operations[came].End == Attempt.Open)
        {
            return null;
        }

        if (add < 0)
        {
            return new(words.Unasked, operations[came].Source);
        }

        if (operations[came].End < operations[add].Start)
        {
            return new(words.Early, operations[came].Source, operations[add].Source);
        }

        if (remove >= 0 && operations[left].Start > operations[remove].End)
        {
            return new(words.Late, operations[remove].Source, operations[left].Source);
        }

        var leaves = remove < 0 ? Attempt.Open : operations[left].Start;
        return CheckAbsent(operations, came, remove < 0 ? -1 : left, leaves, words);
    }

    private static RuleBreak? CheckAbsent(ReadOnlySpan<SetOperation> operations, int came, int left, long leaves, ElementWords words)
    {
        foreach (ref readonly var operation in operations)
        {
            if (operation.Kind == SetOperationKind.Absent && operation.Start > operations[came].End && operation.End < leaves)
            {
                return new(words.Missing, operations[came].Source, operation.Source, left < 0 ? -1 : operations[left].Source);
            }
        }

        return null;
    }

    private static int Once(int known, int found) =>
        known < 0 ? found : throw new ArgumentException("The element is added or removed twice.", nameof(found));
}

internal enum SetOperationKind : byte
{
    /// <summary>Puts the element in: at most once.</summary>
    Add,

    /// <summary>Takes it out: at most once, and only where it is in.</summary>
    Remove,

    /// <summary>A read that showed it.</summary>
    Present,

    /// <summary>A read that did not.</summary>
    Absent,
}

/// <summary>One operation on one element of a set that starts empty.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SetOperation(SetOperationKind Kind, long Start, long End, int Source) : IOperation
{
    public bool IsOptional => Kind <= SetOperationKind.Remove && End == Attempt.Open;

    public static SetOperation Add(long start, long end, int source = -1) => new(SetOperationKind.Add, start, end, source);

    public static SetOperation Remove(long start, long end, int source = -1) => new(SetOperationKind.Remove, start, end, source);

    public static SetOperation Read(long start, long end, bool present, int source = -1) =>
        new(present ? SetOperationKind.Present : SetOperationKind.Absent, start, end, source);
}

/// <summary>The rules of a set, one sentence each.</summary>
/// <param name="Unasked">It was in, and nobody had added it.</param>
/// <param name="Early">It was in before the request to add it.</param>
/// <param name="Late">It was in after it had been removed.</param>
/// <param name="Missing">It was not in between the two.</param>
internal sealed record ElementWords(string Unasked, string Early, string Late, string Missing);
