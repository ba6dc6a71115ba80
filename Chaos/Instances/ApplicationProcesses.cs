using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Containers;

namespace AspireStateless.Chaos.Instances;

/// <summary>
/// Finds the process that does an instance's work. The host's <c>executable.pid</c> is that process, except where Aspire starts a project
/// by <c>dotnet run</c>: there it is a launcher, and killing it would leave the application behind, writing to the stores. Then the
/// application itself is asked who it is. Of a container the engine is asked.
/// </summary>
internal sealed class ApplicationProcesses(ContainerEngine containers) : IDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, Generation> known = new(StringComparer.Ordinal);
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(1) };

    public void Dispose() => client.Dispose();

    /// <summary>The process of an instance's present or last generation; null if there is none, or none is known yet.</summary>
    internal ProcessIdentity? Of(ResourceEvent change)
    {
        if (known.TryGetValue(change.ResourceId, out var generation) && generation.Is(change.Snapshot))
        {
            return generation.Process;
        }

        // Read while it lives: once it is gone, nothing tells when it started.
        if (IsAsked(change.Snapshot) || PidOf(change.Snapshot) is not { } pid || ProcessIdentity.Of(pid) is not { } process)
        {
            return null;
        }

        known[change.ResourceId] = Generation.Of(change.Snapshot, process);
        return process;
    }

    /// <summary>Whether <see cref="Of"/> knows the process only after <see cref="AskAsync"/>.</summary>
    internal bool MustAsk(ResourceEvent change) =>
        change.Snapshot.State?.Text == KnownResourceStates.Running && IsAsked(change.Snapshot) && Of(change) is null;

    /// <summary>Asks the engine of a container, or the application behind a launcher until it answers.</summary>
    internal async Task AskAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        if (ContainerOf(change.Snapshot) is { } container)
        {
            if (await containers.ProcessOfAsync(container, cancellationToken).ConfigureAwait(false) is { } first)
            {
                known[change.ResourceId] = Generation.Of(change.Snapshot, first);
            }

            return;
        }

        while (PidOf(change.Snapshot) is { } launcher && DirectUrl.Of(change.Snapshot) is { } url && ProcessIdentity.Of(launcher) is not null)
        {
            if (await AnswerAsync(url, cancellationToken).ConfigureAwait(false) is { } answer && answer.Instance == change.ResourceId)
            {
                var process = new ProcessIdentity(answer.Pid, answer.StartTicks);
                known[change.ResourceId] = Generation.Of(change.Snapshot, process);
                return;
            }

            await Task.Delay(AskAgainAfter, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Replica?> AnswerAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetFromJsonAsync<Replica>($"{url}/replica", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is HttpRequestException or JsonException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The container's id, as its engine has it; null for what is none.</summary>
    internal static string? ContainerOf(CustomResourceSnapshot snapshot) => Property(snapshot, "container.id") is string { Length: > 0 } id ? id : null;

    private static bool IsAsked(CustomResourceSnapshot snapshot) => IsLauncher(snapshot) || ContainerOf(snapshot) is not null;

    private static int? PidOf(CustomResourceSnapshot snapshot) => Property(snapshot, "executable.pid") is int pid and > 0 ? pid : null;

    private static bool IsLauncher(CustomResourceSnapshot snapshot) =>
        Property(snapshot, "executable.args") is IEnumerable<string> arguments && arguments.FirstOrDefault() is "run" or "watch";

    private static object? Property(CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    private sealed record Generation(int? HostPid, string? Container, DateTime? StartedAt, ProcessIdentity Process)
    {
        public static Generation Of(CustomResourceSnapshot snapshot, ProcessIdentity process) =>
            new(PidOf(snapshot), ContainerOf(snapshot), snapshot.StartTimeStamp, process);

        public bool Is(CustomResourceSnapshot snapshot) => Of(snapshot, Process) == this;
    }

    private sealed record Replica(string Instance, int Pid, long StartTicks);
}
