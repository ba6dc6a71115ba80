namespace AspireStateless.Chaos.Instances;

/// <summary>The processes of one server, by the pids that it knows them by.</summary>
internal interface IServerProcesses
{
    /// <summary>The process that has a pid; null where it has none such that lives.</summary>
    Task<ProcessIdentity?> OfAsync(int pid, CancellationToken cancellationToken);

    /// <summary>SIGKILL; whoever needs to know whether it took effect looks at it.</summary>
    Task KillAsync(ProcessIdentity process, CancellationToken cancellationToken);
}

/// <summary>A server that is a process of this machine, with those that it started. Linux only.</summary>
internal sealed class OwnProcesses(ProcessIdentity server) : IServerProcesses
{
    public Task<ProcessIdentity?> OfAsync(int pid, CancellationToken cancellationToken) => Task.FromResult(
        ProcessTree.Of(server).Where(process => process.Pid == pid && process.IsAlive).Select(process => (ProcessIdentity?)process).FirstOrDefault());

    public Task KillAsync(ProcessIdentity process, CancellationToken cancellationToken)
    {
        Signals.Send(process, Signal.Kill);
        return Task.CompletedTask;
    }
}
