namespace AspireStateless.Control;

/// <summary>Names of fault kinds.</summary>
public static class FaultKinds
{
    /// <summary>SIGKILL of all processes of an instance; the cure starts it again.</summary>
    public const string Kill = "kill";

    /// <summary>The AppHost's stop command: out of the proxy, then SIGTERM; the cure starts the instance again.</summary>
    public const string Stop = "stop";

    /// <summary>Stop, then start.</summary>
    public const string Restart = "restart";

    /// <summary>Stop; the cure starts the instance on an empty disk.</summary>
    public const string Replace = "replace";

    /// <summary>One replica fewer; the cure is one more.</summary>
    public const string ScaleIn = "scale-in";

    /// <summary>One replica more; the cure is one fewer.</summary>
    public const string ScaleOut = "scale-out";

    /// <summary>SIGTERM to the process itself; the cure starts the instance again.</summary>
    public const string Terminate = "terminate";

    /// <summary>SIGSTOP; the cure is SIGCONT.</summary>
    public const string Pause = "pause";

    /// <summary>SIGSTOP and SIGCONT in turn.</summary>
    public const string Starve = "starve";

    /// <summary>SIGINT to Postgres.</summary>
    public const string ShutdownFast = "shutdown-fast";

    /// <summary>SIGQUIT to Postgres.</summary>
    public const string ShutdownImmediate = "shutdown-immediate";

    /// <summary>SIGKILL of one process that serves a client of Postgres.</summary>
    public const string KillBackend = "kill-backend";

    /// <summary>All connections that Postgres has left are held.</summary>
    public const string ExhaustPool = "exhaust-pool";

    /// <summary>The cached products are removed.</summary>
    public const string FlushProducts = "flush-products";

    /// <summary>A store loses everything: the negative control.</summary>
    public const string Wipe = "wipe";

    /// <summary>Everything on a link takes longer.</summary>
    public const string Latency = "latency";

    /// <summary>Nothing comes through a link, and nobody is told.</summary>
    public const string Blackhole = "blackhole";

    /// <summary>Connections of a link are reset.</summary>
    public const string Reset = "reset";

    /// <summary>An answer of a store is held, then its connection dropped.</summary>
    public const string HoldAnswer = "hold-answer";
}
