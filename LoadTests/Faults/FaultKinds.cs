namespace AspireStateless.LoadTests.Faults;

/// <summary>Names of fault kinds, as the control endpoint knows them.</summary>
internal static class FaultKinds
{
    /// <summary>SIGKILL; the cure starts the instance again.</summary>
    public const string Kill = "kill";

    /// <summary>The AppHost's stop command: out of the proxy, then SIGTERM; the cure starts the instance again.</summary>
    public const string Stop = "stop";

    /// <summary>Stop, then start.</summary>
    public const string Restart = "restart";
}
