using System.Runtime.InteropServices;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Objects;

/// <summary>One operation on a counter that starts at 0 and whose increments by one are not answered with the count.</summary>
/// <param name="Count">What the read returned; of no meaning for an increment.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountedOperation(long Start, long End, long Count, int Source, bool IsRead) : IOperation
{
    public bool IsOptional => !IsRead && End == Attempt.Open;

    /// <param name="start">Of it.</param>
    /// <param name="end"><see cref="Attempt.Open"/> where the outcome is unknown.</param>
    /// <param name="source">For witnesses.</param>
    public static CountedOperation Increment(long start, long end, int source = -1) => new(start, end, 0, source, IsRead: false);

    public static CountedOperation Read(long start, long end, long count, int source = -1) => new(start, end, count, source, IsRead: true);
}
