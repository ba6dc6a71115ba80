namespace Aspire.Hosting;

/// <summary>What the application is being used for. The embedded host runs; it does not publish.</summary>
public class DistributedApplicationExecutionContext
{
    /// <summary>The graph runs on this machine.</summary>
    public bool IsRunMode => !IsPublishMode;

    /// <summary>The graph is being turned into deployment files.</summary>
    public bool IsPublishMode { get; }
}
