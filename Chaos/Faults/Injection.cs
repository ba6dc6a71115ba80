namespace AspireStateless.Chaos.Faults;

/// <summary>A fault that is there, with its cure, so that healing cannot be forgotten.</summary>
/// <param name="Evidence">What was observed; a record of properties, by kind.</param>
/// <param name="CureAsync">Undoes the fault, and returns when the instance runs again. May be tried again when it failed.</param>
internal sealed record Injection(object Evidence, Func<CancellationToken, Task<CureEvidence>> CureAsync)
{
    /// <summary>Lets go at once of what would keep the application from stopping in good order; null where nothing would.</summary>
    public Action? Release { get; init; }
}
