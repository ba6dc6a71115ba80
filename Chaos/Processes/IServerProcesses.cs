using AspireStateless.Control;

namespace AspireStateless.Chaos.Processes;

/// <summary>The processes of one server, by the pids that it knows them by.</summary>
internal interface IServerProcesses
{
    /// <summary>The process that has a pid; null where it has none such that lives.</summary>
    Task<ProcessIdentity?> OfAsync(int pid, CancellationToken cancellationToken);

    /// <summary>SIGKILL; whoever needs to know whether it took effect looks at it.</summary>
    Task KillAsync(ProcessIdentity process, CancellationToken cancellationToken);
}
