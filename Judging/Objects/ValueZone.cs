using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Objects;

/// <summary>
/// What a value's write and its reads say together of when the register held it: one of them had ended at <see cref="Ended"/>, one of
/// them began at <see cref="Began"/>. Where the first is below the second the value was there from one to the other (a forward zone);
/// otherwise it was there at one instant at least between the two (a backward zone).
/// </summary>
/// <param name="Ended">The earliest end.</param>
/// <param name="Began">The latest start.</param>
/// <param name="EndedAt">The operation with that end, an index into the checked span; -1 for the initial value, always there.</param>
/// <param name="BeganAt">The operation with that start.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ValueZone(long Ended, long Began, int EndedAt, int BeganAt)
{
    public bool IsForward => Ended < Began;
}
