using System.Globalization;
using AspireStateless.Control.Evidence;
using Docker.DotNet.Models;

namespace AspireStateless.LoadTests.Engines;

/// <summary>A container of a service, as its engine shows it at one moment.</summary>
/// <param name="Place">Its number among its kind: a task's slot, or Compose's number. Who takes its place has the same.</param>
/// <param name="Ports">What of it is published on the engine's machine, or forwarded to this one; of TCP.</param>
internal sealed record EngineContainer(string Id, long Place, ContainerPhase Phase, long? ExitCode, IReadOnlyList<int> Ports)
{
    /// <summary>When this life of it began: a container may be started again.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>What an engine says of a container, as evidence.</summary>
    /// <param name="found">Null where it knows it no more.</param>
    public static ContainerEvidence Evidence(string id, ContainerInspectResponse? found) => found is null
        ? new ContainerEvidence(id, ContainerEvidence.Removed, 0, null)
        : new ContainerEvidence(id, found.State?.Status ?? "unknown", found.State?.Pid ?? 0, found.State?.ExitCode)
        {
            StartedAt = Started(found),
        };

    /// <summary>What it publishes of TCP: by IPv4, since each version of IP has another port.</summary>
    public static IReadOnlyList<int> PortsOf(ContainerInspectResponse found) =>
        [.. (found.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>())
            .Where(port => port.Key.EndsWith("/tcp", StringComparison.Ordinal) && port.Value is { Count: > 0 })
            .Select(port => port.Value.FirstOrDefault(binding => binding.HostIP?.Contains(':') != true) ?? port.Value[0])
            .Select(binding => int.Parse(binding.HostPort!, CultureInfo.InvariantCulture))];

    public static DateTimeOffset Started(ContainerInspectResponse found) => DateTimeOffset.TryParse(
        found.State?.StartedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : default;
}

/// <summary>How far a container is.</summary>
internal enum ContainerPhase
{
    /// <summary>Before it runs, or before its health check says that it serves.</summary>
    Starting,

    /// <summary>Also while it is paused.</summary>
    Running,

    /// <summary>The engine has decided to end it.</summary>
    Stopping,

    /// <summary>No process of it is left.</summary>
    Ended,
}
