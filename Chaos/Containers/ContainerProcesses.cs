using System.Globalization;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Containers;

/// <summary>Single processes of a container, by the pids that it knows them by, through its own shell: a container need have nothing else.</summary>
internal sealed class ContainerProcesses(string container, ContainerEngine engine) : IServerProcesses
{
    public async Task<ProcessIdentity?> OfAsync(int pid, CancellationToken cancellationToken) => ProcessIdentity.Parse(
        pid, await engine.ShellAsync(container, Line($"read -r stat </proc/{pid}/stat && echo \"$stat\""), cancellationToken).ConfigureAwait(false));

    public Task KillAsync(ProcessIdentity process, CancellationToken cancellationToken) =>
        engine.ShellAsync(container, Line($"kill -KILL {process.Pid}"), cancellationToken);

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
