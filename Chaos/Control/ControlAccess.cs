namespace AspireStateless.Chaos.Control;

/// <summary>What a harness needs to reach the control endpoint of this AppHost.</summary>
internal sealed class ControlAccess
{
    /// <summary>Where the endpoint listens; null before the application starts.</summary>
    internal string? Url { get; set; }

    /// <summary>What it wants to see.</summary>
    internal BearerToken Token { get; } = new();
}
