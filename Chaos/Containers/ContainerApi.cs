using System.Net.Sockets;
using AspireStateless.Chaos.Processes;
using AspireStateless.Stores.Programs;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AspireStateless.Chaos.Containers;

/// <summary>
/// The engine that runs this AppHost's containers, by its API: Docker's, which Podman speaks too at the socket that <c>DOCKER_HOST</c>
/// names.
/// </summary>
internal sealed class ContainerApi : IDisposable
{
    private const long NotFound = 404;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    private readonly Lazy<DockerClient> _client = new(() => new DockerClientBuilder().Build());

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    /// <summary>What it says of a container now.</summary>
    public Task<ContainerEvidence> InspectAsync(string container, CancellationToken cancellationToken) => AskAsync(
        async (docker, token) =>
        {
            try
            {
                var found = await docker.Containers.InspectContainerAsync(container, token);
                return new ContainerEvidence(container, found.State?.Status ?? "unknown", found.State?.Pid ?? 0, found.State?.ExitCode);
            }
            catch (DockerApiException exception) when ((long)exception.StatusCode == NotFound)
            {
                return new ContainerEvidence(container, ContainerEvidence.Removed, 0, null);
            }
        },
        cancellationToken);

    /// <summary>
    /// The first process of a container that runs, where that is a process of this machine. An engine may run in a machine of its own: then
    /// the pid that it tells is that of anything else here, and the name of its control group says so.
    /// </summary>
    public async Task<ProcessIdentity?> ProcessOfAsync(string container, CancellationToken cancellationToken)
    {
        var now = await InspectAsync(container, cancellationToken);
        var pid = (int)now.Pid;
        try
        {
            return pid > 0 && ProcessIdentity.Of(pid) is { } process
                && (await File.ReadAllTextAsync(FormattableString.Invariant($"/proc/{pid}/cgroup"), cancellationToken))
                    .Contains(container, StringComparison.Ordinal) ? process : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Sends a signal to the first process of a container; SIGKILL ends all of its processes.</summary>
    public Task SignalAsync(string container, Signal signal, CancellationToken cancellationToken) => DoAsync(
        (docker, token) => docker.Containers.KillContainerAsync(container, new() { Signal = $"{signal}" }, token), cancellationToken);

    /// <summary>Freezes all processes of a container.</summary>
    public Task PauseAsync(string container, CancellationToken cancellationToken) =>
        DoAsync((docker, token) => docker.Containers.PauseContainerAsync(container, token), cancellationToken);

    /// <summary>
    /// Lets a container go on; one that is not paused, or has ended, is left alone. The orchestrator takes a container that it happens to
    /// look at while it is paused out of its proxy, and is not told when it goes on: of a signal it is told, and looks again.
    /// </summary>
    public async Task UnpauseAsync(string container, CancellationToken cancellationToken)
    {
        if ((await InspectAsync(container, cancellationToken)).State == ContainerEvidence.Paused)
        {
            await DoAsync((docker, token) => docker.Containers.UnpauseContainerAsync(container, token), cancellationToken);
            try
            {
                await SignalAsync(container, Signal.SIGCONT, cancellationToken);
            }
            catch (RefusedException)
            {
                // It has ended meanwhile.
            }
        }
    }

    /// <summary>Waits until no process of a container is left.</summary>
    /// <returns>What the engine says then, or after the limit.</returns>
    public async Task<ContainerEvidence> AwaitEndAsync(string container, TimeSpan limit, CancellationToken cancellationToken)
    {
        ContainerEvidence? now = null;
        await Polling.UntilAsync(
            async () => (now = await InspectAsync(container, cancellationToken)).HasEnded, LookAgainAfter, limit, cancellationToken);
        return now!;
    }

    /// <summary>
    /// A single process of a container, by the pid that it has in there, through the container's own shell: it need have nothing else.
    /// </summary>
    /// <returns>Null where no such process lives.</returns>
    public async Task<ProcessIdentity?> ProcessInAsync(string container, int pid, CancellationToken cancellationToken)
    {
        var line = FormattableString.Invariant($"read -r stat </proc/{pid}/stat && echo \"$stat\"");
        return ProcessStat.Parse(pid, await ShellAsync(container, line, cancellationToken))?.Living;
    }

    /// <summary>SIGKILL of a single process of a container; whoever needs to know whether it took effect looks at it.</summary>
    public Task KillInAsync(string container, int pid, CancellationToken cancellationToken) =>
        ShellAsync(container, FormattableString.Invariant($"kill -KILL {pid}"), cancellationToken);

    /// <summary>Runs a line of shell in a container.</summary>
    /// <returns>What it printed; null where it failed.</returns>
    private Task<string?> ShellAsync(string container, string line, CancellationToken cancellationToken) => AskAsync(
        async (docker, token) =>
        {
            var started = await docker.Exec.CreateContainerExecAsync(
                container, new ContainerExecCreateParameters { Cmd = ["sh", "-c", line], AttachStdout = true, AttachStderr = true }, token);
            using var output = await docker.Exec.StartContainerExecAsync(started.ID, new ContainerExecStartParameters(), token);
            var (printed, _) = await output.ReadOutputToEndAsync(token);
            var end = await docker.Exec.InspectContainerExecAsync(started.ID, token);
            return end.ExitCode == 0 ? printed : null;
        },
        cancellationToken);

    /// <summary>The engine's client, for what only one fault needs.</summary>
    /// <exception cref="RefusedException">The engine does not answer, or says no.</exception>
    public async Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerLimit);
        try
        {
            return await question(_client.Value, deadline.Token);
        }
        catch (DockerApiException refused)
        {
            throw RefusedException.Conflict("engine-refused", $"The container engine says: {refused.ResponseBody ?? refused.Message}");
        }
        catch (Exception exception) when (
            exception is HttpRequestException or SocketException or IOException or TimeoutException or DockerConfigurationException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw RefusedException.Unavailable("engine-unavailable", $"The container engine's API does not answer: {exception.Message}");
        }
    }

    private Task<bool> DoAsync(Func<DockerClient, CancellationToken, Task> action, CancellationToken cancellationToken) => AskAsync(
        async (docker, token) =>
        {
            await action(docker, token);
            return true;
        },
        cancellationToken);
}
