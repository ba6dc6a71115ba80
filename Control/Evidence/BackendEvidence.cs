namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that one process of a server was killed.</summary>
/// <param name="Pid">The process; of a container, as it is known in there.</param>
/// <param name="Client">The name of the connection that it served.</param>
/// <param name="Signal">What was sent.</param>
/// <param name="ProcessGone">Whether the operating system knows it no more.</param>
/// <param name="ServerPid">The server it belonged to.</param>
public sealed record BackendEvidence(int Pid, long StartTicks, string Client, string Signal, bool ProcessGone, int? ServerPid, long At)
    : ServerEvidence;
