namespace Aspire.Hosting.ApplicationModel;

/// <summary>Commands that every process has. Not constants, as in Aspire.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts a process that is not running, or ends its waiting.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Out of the proxy, SIGTERM, six seconds, SIGKILL.</summary>
    public static readonly string StopCommand = "stop";

    /// <summary>Stop, then start.</summary>
    public static readonly string RestartCommand = "restart";
}
