using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Processes;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Instances;

/// <summary>
/// Finds the process that does an instance's work. The host's <c>executable.pid</c> is that process, except where Aspire starts a project
/// by <c>dotnet run</c>: there it is a launcher, and killing it would leave the application behind, writing to the stores. Then the
/// application itself is asked who it is; where it does not know that question, it is the last process that the launcher has started. Of a
/// container the engine is asked.
/// </summary>
internal sealed class ApplicationProcesses(ContainerApi containers) : IDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, Generation> _known = new(StringComparer.Ordinal);
    private readonly HttpClient _client =
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(1) };

    public void Dispose() => _client.Dispose();

    /// <summary>The process of an instance's present or last generation; null if there is none, or none is known yet.</summary>
    public ProcessIdentity? Of(ResourceEvent change)
    {
        if (_known.TryGetValue(change.ResourceId, out var generation) && generation.Is(change.Snapshot))
        {
            return generation.Process;
        }

        // Read while it lives: once it is gone, nothing tells when it started.
        if (IsAsked(change.Snapshot) || ProcessTable.PidOf(change.Snapshot) is not { } pid || ProcessIdentity.Of(pid) is not { } process)
        {
            return null;
        }

        _known[change.ResourceId] = Generation.Of(change.Snapshot, process);
        return process;
    }

    /// <summary>Whether <see cref="Of"/> knows the process only after <see cref="AskAsync"/>.</summary>
    public bool MustAsk(ResourceEvent change) =>
        change.Snapshot.State?.Text == KnownResourceStates.Running && IsAsked(change.Snapshot) && Of(change) is null;

    /// <summary>Asks the engine of a container, or the application behind a launcher until it answers.</summary>
    public async Task AskAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        if (ContainerOf(change.Snapshot) is { } container)
        {
            if (await containers.ProcessOfAsync(container, cancellationToken) is { } first)
            {
                _known[change.ResourceId] = Generation.Of(change.Snapshot, first);
            }

            return;
        }

        while (ProcessTable.PidOf(change.Snapshot) is { } launcher && DirectUrl.Of(change.Snapshot) is { } url
            && ProcessIdentity.Of(launcher) is { } started)
        {
            if (await BehindAsync(started, url, change.ResourceId, cancellationToken) is { } process)
            {
                _known[change.ResourceId] = Generation.Of(change.Snapshot, process);
                return;
            }

            await Task.Delay(AskAgainAfter, cancellationToken);
        }
    }

    /// <returns>The application behind a launcher; null while nobody answers, or an application of another instance does.</returns>
    private async Task<ProcessIdentity?> BehindAsync(
        ProcessIdentity launcher, string url, string instance, CancellationToken cancellationToken)
    {
        try
        {
            if (await _client.GetFromJsonAsync<ReplicaAnswer>($"{url}/replica", cancellationToken) is { Instance: not null } answer)
            {
                return answer.Instance == instance ? new ProcessIdentity(answer.Pid, answer.StartTicks) : null;
            }
        }
        catch (Exception exception) when (
            exception is HttpRequestException { StatusCode: null }
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or NotSupportedException)
        {
            // It serves, and answers as services do that never heard of this question.
        }

        return ProcessTree.ChildrenOf(launcher).Cast<ProcessIdentity?>().MaxBy(child => child!.Value.StartTicks);
    }

    /// <summary>The container's id, as its engine has it; null for what is none.</summary>
    public static string? ContainerOf(CustomResourceSnapshot snapshot) =>
        Property(snapshot, "container.id") is string { Length: > 0 } id ? id : null;

    private static bool IsAsked(CustomResourceSnapshot snapshot) => IsLauncher(snapshot) || ContainerOf(snapshot) is not null;

    private static bool IsLauncher(CustomResourceSnapshot snapshot) =>
        Property(snapshot, "executable.args") is IEnumerable<string> arguments && arguments.FirstOrDefault() is "run" or "watch";

    private static object? Property(CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    private sealed record Generation(int? HostPid, string? Container, DateTime? StartedAt, ProcessIdentity Process)
    {
        public static Generation Of(CustomResourceSnapshot snapshot, ProcessIdentity process) =>
            new(ProcessTable.PidOf(snapshot), ContainerOf(snapshot), snapshot.StartTimeStamp, process);

        public bool Is(CustomResourceSnapshot snapshot) => Of(snapshot, Process) == this;
    }

    private sealed record ReplicaAnswer(string? Instance, int Pid, long StartTicks);
}
