namespace AspireStateless.Judging.Histories;

/// <summary>
/// The kinds of operation of promises that a workload file makes: four for each promise, so that any number of files can be recorded
/// without a kind of their own for each.
/// </summary>
internal static class ServiceKinds
{
    private const int First = 64;
    private const int Each = 4;

    /// <summary>As many as there are numbers for.</summary>
    public const int MostPromises = (byte.MaxValue + 1 - First) / Each;

    /// <param name="promise">Its place in the file.</param>
    public static OperationKind Of(int promise, ServiceVerb verb) => (OperationKind)(First + (Each * promise) + (int)verb);

    /// <returns>Null for a kind of the Api's.</returns>
    public static ServiceVerb? VerbOf(OperationKind kind) => (int)kind < First ? null : (ServiceVerb)(((int)kind - First) % Each);
}

/// <summary>What an operation of such a promise does; what its values mean depends on the kind of promise.</summary>
internal enum ServiceVerb : byte
{
    /// <summary>Increments, writes, adds, does, sells, issues or opens.</summary>
    Write,

    /// <summary>Reads or uses.</summary>
    Read,

    /// <summary>Takes out, or revokes.</summary>
    Remove,

    /// <summary>One element of what a read returned: its key is that of the read. Its ticks are those of its recording.</summary>
    Element,
}
