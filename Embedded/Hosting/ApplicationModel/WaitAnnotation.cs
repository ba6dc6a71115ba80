namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource waits for in another.</summary>
public enum WaitType
{
    /// <summary>Running, healthy, and its ready handlers done.</summary>
    WaitUntilHealthy,

    /// <summary>Ended, with the expected exit code.</summary>
    WaitForCompletion,

    /// <summary>Running.</summary>
    WaitUntilStarted,
}

/// <summary>What a waiting resource does when the other one will not come.</summary>
public enum WaitBehavior
{
    /// <summary>Goes on waiting: somebody may start the other one.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Gives up and fails to start.</summary>
    StopOnResourceUnavailable,
}

/// <summary>One thing a resource waits for.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What it waits for.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>The exit code expected of a completion.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Null takes the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}

/// <summary>Starts only when told to.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>A health check of the resource, by the key it is registered under.</summary>
public sealed class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;
}
