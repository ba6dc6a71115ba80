namespace AspireStateless.Control;

/// <summary>A resource; <paramref name="EndpointUrl"/> is null where it speaks no HTTP.</summary>
public sealed record TopologyResource(string Name, string? EndpointUrl);
