using System.Globalization;
using AspireStateless.Chaos.Processes;
using AspireStateless.Control;

namespace AspireStateless.Chaos.Containers;

/// <summary>Single processes of a container, by the pids that it knows them by, through its own shell: a container need have nothing else.</summary>
internal sealed class ContainerProcesses(string container, ContainerApi engine) : IServerProcesses
{
    public async Task<ProcessIdentity?> OfAsync(int pid, CancellationToken cancellationToken) => ProcessStat.Parse(
        pid, await engine.ShellAsync(container, FormattableString.Invariant($"read -r stat </proc/{pid}/stat && echo \"$stat\""), cancellationToken))?.Living;

    public Task KillAsync(ProcessIdentity process, CancellationToken cancellationToken) =>
        engine.ShellAsync(container, FormattableString.Invariant($"kill -KILL {process.Pid}"), cancellationToken);
}
