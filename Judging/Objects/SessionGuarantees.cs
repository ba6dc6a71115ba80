using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Objects;

/// <summary>
/// Judges what one client may expect of one key even where readers may be answered from a cache: it reads its own writes, its reads
/// do not go back, its writes follow each other, and they follow what it had read (Terry et al., "Session guarantees for weakly
/// consistent replicated data", PDIS 1994). In O(n log n); O(n) where the operations come in the order of their starts.
/// </summary>
/// <remarks>
/// An operation is compared only with those that had ended before it began, so a client may have several on their way at once. In the
/// order of starts, two running maxima over what has ended are all that is needed.
/// </remarks>
internal static class SessionGuarantees
{
    /// <param name="operations">All of one client on one key, in any order.</param>
    /// <returns>Null when all four hold; otherwise the first that does not, with the two operations.</returns>
    public static RuleBreak? Check(ReadOnlySpan<VersionedOperation> operations)
    {
        var byStart = Sort(operations, ends: false);
        var byEnd = Sort(operations, ends: true);
        int ended = 0, read = -1, written = -1;
        foreach (var i in byStart)
        {
            ref readonly var operation = ref operations[i];
            while (operations[byEnd[ended]].End < operation.Start)
            {
                var done = byEnd[ended++];
                ref var newest = ref operations[done].IsWrite ? ref written : ref read;
                newest = newest < 0 || operations[done].Version > operations[newest].Version ? done : newest;
            }

            // A write makes a version of its own, a read may see one twice.
            var least = operation.IsWrite ? operation.Version - 1 : operation.Version;
            var newer = written >= 0 && operations[written].Version > least ? written
                : read >= 0 && operations[read].Version > least ? read
                : -1;
            if (newer >= 0)
            {
                return new(Rule(in operation, in operations[newer]), operations[newer].Source, operation.Source);
            }
        }

        return null;
    }

    private static string Rule(in VersionedOperation operation, in VersionedOperation newer) => (operation.IsWrite, newer.IsWrite) switch
    {
        (false, true) => $"A client read version {operation.Version} after it had written version {newer.Version}",
        (false, false) => $"A client read version {operation.Version} after it had read version {newer.Version}",
        (true, true) => $"A client wrote version {operation.Version} after it had written version {newer.Version}",
        (true, false) => $"A client wrote version {operation.Version} after it had read version {newer.Version}",
    };

    private static int[] Sort(ReadOnlySpan<VersionedOperation> operations, bool ends)
    {
        var order = new int[operations.Length];
        var ticks = new long[operations.Length];
        var sorted = true;
        for (var i = 0; i < order.Length; i++)
        {
            (order[i], ticks[i]) = (i, ends ? operations[i].End : operations[i].Start);
            sorted &= i == 0 || ticks[i] >= ticks[i - 1];
        }

        if (!sorted)
        {
            Array.Sort(ticks, order);
        }

        return order;
    }
}

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
