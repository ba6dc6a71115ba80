namespace AspireStateless.Dashboard.Telemetry;

/// <summary>Who sends telemetry: one instance of a service.</summary>
/// <param name="service"><c>service.name</c>.</param>
/// <param name="instance"><c>service.instance.id</c>; empty if the sender has none.</param>
internal sealed class TelemetryResource(string service, string instance)
{
    public string Service { get; } = service;

    public string Instance { get; } = instance;

    /// <summary>What the host calls the instance: <c>api-abcdwxyz</c>.</summary>
    public string Name { get; } = instance.Length == 0 ? service : $"{service}-{instance}";

    /// <summary>Log records that came and, of those, that had to go.</summary>
    public KeptCount Logs { get; } = new();

    /// <summary>Spans that came, and that had to go: by themselves or with their trace.</summary>
    public KeptCount Spans { get; } = new();

    /// <summary>Data points that came, and that had no place.</summary>
    public KeptCount Points { get; } = new();

    /// <summary>Whether it is what a page asks for.</summary>
    /// <param name="name">A service, for all of its instances, or an instance's <see cref="Name"/>; null for everyone.</param>
    public bool Matches(string? name) =>
        name is null || string.Equals(name, Service, StringComparison.Ordinal) || string.Equals(name, Name, StringComparison.Ordinal);

    public override string ToString() => Name;
}
