namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that a store lost everything.</summary>
/// <param name="Signal">What was sent.</param>
/// <param name="ProcessGone">Whether the operating system knows it no more.</param>
/// <param name="Files">How many files were deleted.</param>
public sealed record WipeEvidence(
    int? Pid, long? StartTicks, string? Signal, bool? ProcessGone, string? State, int? ExitCode, int Files, long At) : ServerEvidence;
