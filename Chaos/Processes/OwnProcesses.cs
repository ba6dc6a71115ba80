using AspireStateless.Control;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Processes;

/// <summary>A server that is a process of this machine, with those that it started. Linux only.</summary>
internal sealed class OwnProcesses(ProcessIdentity server) : IServerProcesses
{
    public Task<ProcessIdentity?> OfAsync(int pid, CancellationToken cancellationToken) => Task.FromResult(
        ProcessTree.Of(server).Cast<ProcessIdentity?>().FirstOrDefault(process => process?.Pid == pid && process.Value.IsAlive()));

    public Task KillAsync(ProcessIdentity process, CancellationToken cancellationToken)
    {
        ProcessSignals.Send(process, Signal.SIGKILL);
        return Task.CompletedTask;
    }
}
