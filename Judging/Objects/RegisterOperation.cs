using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Objects;

/// <summary>One operation on a register whose initial value is 0 and whose written values are all different.</summary>
/// <param name="Value">What was written, or what the read returned.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegisterOperation(long Start, long End, long Value, int Source, bool IsWrite) : IOperation
{
    public bool IsOptional => IsWrite && End == Attempt.Open;

    public static RegisterOperation Write(long start, long end, long value, int source = -1) =>
        new(start, end, value, source, IsWrite: true);

    public static RegisterOperation Read(long start, long end, long value, int source = -1) =>
        new(start, end, value, source, IsWrite: false);
}
