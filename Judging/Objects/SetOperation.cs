using System.Runtime.InteropServices;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Objects;

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
