using System.Runtime.InteropServices;
using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Objects;

/// <summary>One answered operation of one client on one key; unknown ones oblige nothing and are left out.</summary>
/// <param name="Version">That the read returned, or that the write made; versions grow.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VersionedOperation(long Start, long End, long Version, int Source, bool IsWrite) : IOperation
{
    public bool IsOptional => false;

    public static VersionedOperation Read(long start, long end, long version, int source = -1) =>
        new(start, end, version, source, IsWrite: false);

    public static VersionedOperation Write(long start, long end, long version, int source = -1) =>
        new(start, end, version, source, IsWrite: true);
}
