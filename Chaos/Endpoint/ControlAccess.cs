namespace AspireStateless.Chaos.Endpoint;

/// <summary>What a harness needs to reach the control endpoint of this AppHost.</summary>
internal sealed class ControlAccess
{
    /// <summary>Where the endpoint listens; null before the application starts.</summary>
    public string? Url { get; set; }

    /// <summary>What it wants to see.</summary>
    public BearerToken Token { get; } = new();

    /// <summary>The harnesses of the graph itself.</summary>
    public List<IResource> Harnesses { get; } = [];

    /// <summary>Password of the service's user <c>admin</c>; null for a service without one.</summary>
    public ParameterResource? AdminPassword { get; init; }
}
