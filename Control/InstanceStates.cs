namespace AspireStateless.Control;

/// <summary>States of an instance, as Aspire names them.</summary>
public static class InstanceStates
{
    public const string NotStarted = "NotStarted";
    public const string Running = "Running";
    public const string Stopping = "Stopping";
    public const string Exited = "Exited";
    public const string Finished = "Finished";
    public const string FailedToStart = "FailedToStart";

    /// <summary>The orchestrator could not stop it, and has given it up.</summary>
    public const string Unknown = "Unknown";

    /// <summary>In which no process of it is left.</summary>
    public static IReadOnlyList<string?> HaveEnded { get; } = [Finished, FailedToStart, Exited];
}
