using System.Collections.Concurrent;

namespace AspireStateless.Dashboard.Telemetry;

/// <summary>Everyone who has sent something, by name.</summary>
internal sealed class TelemetryResources
{
    /// <summary>Senders with a place of their own; all after them share one.</summary>
    public const int Max = 100;

    private static readonly (string Service, string Instance) Others = ("others", "");

    private readonly ConcurrentDictionary<(string Service, string Instance), TelemetryResource> known = new();

    /// <summary>By name.</summary>
    public IReadOnlyList<TelemetryResource> All => [.. known.Values.OrderBy(resource => resource.Name, StringComparer.Ordinal)];

    public TelemetryResource Get(string service, string instance) =>
        known.TryGetValue((service, instance), out var resource) ? resource : Add(known.Count < Max ? (service, instance) : Others);

    private TelemetryResource Add((string Service, string Instance) key) =>
        known.GetOrAdd(key, static key => new TelemetryResource(key.Service, key.Instance));
}
