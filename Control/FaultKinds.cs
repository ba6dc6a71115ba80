namespace AspireStateless.Control;

/// <summary>Names of fault kinds.</summary>
public static class FaultKinds
{
    public const string Kill = "kill"; // SIGKILL of all processes of an instance; the cure starts it again.
    public const string Stop = "stop"; // The AppHost's stop command: out of the proxy, then SIGTERM; the cure starts the instance again.
    public const string Restart = "restart"; // Stop, then start.
    public const string Replace = "replace"; // Stop; the cure starts the instance on an empty disk.
    public const string ScaleIn = "scale-in"; // One replica fewer; the cure is one more.
    public const string ScaleOut = "scale-out"; // One replica more; the cure is one fewer.
    public const string RollingUpdate = "rolling-update"; // An engine replaces every replica, one after another; its cure is its end.
    public const string Terminate = "terminate"; // SIGTERM to the process itself; the cure starts the instance again.
    public const string Pause = "pause"; // SIGSTOP; the cure is SIGCONT.
    public const string Starve = "starve"; // SIGSTOP and SIGCONT in turn.
    public const string ShutdownFast = "shutdown-fast"; // SIGINT to Postgres.
    public const string ShutdownImmediate = "shutdown-immediate"; // SIGQUIT to Postgres.
    public const string KillBackend = "kill-backend"; // SIGKILL of one process that serves a client of Postgres.
    public const string ExhaustPool = "exhaust-pool"; // All connections that Postgres has left are held.
    public const string Demote = "demote"; // Redis is made a replica of nobody: it keeps what it has and takes no writes.
    public const string Refuse = "refuse"; // A store refuses its clients' credentials, and cuts off those that it has.
    public const string Poison = "poison"; // A record that nobody can read is put where background work reads; the cure takes it out.
    public const string FlushProducts = "flush-products"; // The cached products are removed.
    public const string Wipe = "wipe"; // A store loses everything: the negative control.
    public const string Latency = "latency"; // Everything on a link takes longer.
    public const string Blackhole = "blackhole"; // Nothing comes through a link, and nobody is told.
    public const string Reset = "reset"; // Connections of a link are reset.
    public const string HoldAnswer = "hold-answer"; // An answer of a store is held, then its connection dropped.
}
