namespace Aspire.Hosting.Execution;

/// <summary>Everything that is needed to start one process.</summary>
/// <param name="Command">File to execute.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">Its working directory.</param>
/// <param name="Environment">What its environment has beside, or instead of, the host's.</param>
/// <param name="User">Another user to run as; only root can.</param>
internal sealed record ProcessStart(
    string Command, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment,
    string? User = null);
