namespace AspireStateless.Control.Evidence;

/// <summary>Evidence of a pause.</summary>
/// <param name="Signal">What was sent; null for a container, which is frozen.</param>
/// <param name="ProcessState">The state that /proc showed for all of them; null for a container.</param>
/// <param name="Processes">How many, the instance's own included; null where they are not this machine's.</param>
public sealed record PauseEvidence(int? Pid, long? StartTicks, string? Signal, string? ProcessState, int? Processes, long At)
    : ServerEvidence;
