namespace AspireStateless.Control.Evidence;

/// <summary>Evidence of a restart.</summary>
/// <param name="Pid">The process before; null where none is known, as of a container.</param>
/// <param name="Command">The host's command.</param>
/// <param name="ProcessGone">Whether the operating system knows that process no more.</param>
/// <param name="NewPid">The process after.</param>
public sealed record RestartEvidence(
    int? Pid, long? StartTicks, string Command, bool? ProcessGone, int? NewPid, long? NewStartTicks, long At);
