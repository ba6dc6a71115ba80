using AspireStateless.Control;

namespace AspireStateless.Judging.Faults;

/// <summary>What kinds of fault have in common, and what their evidence has to show.</summary>
internal static class FaultTraits
{
    /// <summary>A kill within a second of the start that cured another; asked for as <see cref="FaultKinds.Kill"/>.</summary>
    public const string KillAgain = "kill-again";

    /// <summary>Whether a resource or an instance, by its name, is a store; all others are replicas.</summary>
    public static bool IsOfStore(string name) =>
        name.StartsWith("redis", StringComparison.Ordinal) || name.StartsWith("postgres", StringComparison.Ordinal);

    /// <summary>What the control endpoint is asked for.</summary>
    public static string Asked(string kind) => kind == KillAgain ? FaultKinds.Kill : kind;

    /// <summary>Whether it ends the generation of its target.</summary>
    public static bool EndsProcess(string kind) =>
        kind is FaultKinds.Kill or KillAgain or FaultKinds.Stop or FaultKinds.Restart or FaultKinds.Replace
        or FaultKinds.ScaleIn or FaultKinds.Terminate or FaultKinds.ShutdownFast or FaultKinds.ShutdownImmediate or FaultKinds.Wipe;

    /// <summary>
    /// Whether a store that it is put on is away for everybody; a single link, a single connection, or a full one, is not, nor is one
    /// record.
    /// </summary>
    public static bool TakesStoreAway(string kind) =>
        kind is FaultKinds.Kill or FaultKinds.Terminate or FaultKinds.ShutdownFast or FaultKinds.ShutdownImmediate or FaultKinds.Pause
        or FaultKinds.Demote or FaultKinds.Refuse;

    /// <summary>Whether a store that it takes away goes on answering those who only read.</summary>
    public static bool LeavesReads(string kind) => kind == FaultKinds.Demote;

    /// <summary>Whether a store is there again as soon as its cure is: all that is waited for then is the service.</summary>
    public static bool IsUndoneAtOnce(string kind) => kind is FaultKinds.Pause or FaultKinds.Demote or FaultKinds.Refuse;

    /// <summary>Whether a failure meanwhile may be due to it; what a service has to shrug off excuses none.</summary>
    public static bool Excuses(string kind) => kind != FaultKinds.Poison;

    /// <summary>Whether it needs an AppHost with links.</summary>
    public static bool IsOfLink(string kind) =>
        kind is FaultKinds.Latency or FaultKinds.Blackhole or FaultKinds.Reset or FaultKinds.HoldAnswer;

    /// <summary>The signal that its evidence has to name; null where it is not one signal.</summary>
    public static string? Signal(string kind) => kind switch
    {
        FaultKinds.Kill or KillAgain or FaultKinds.KillBackend or FaultKinds.Wipe => "SIGKILL",
        FaultKinds.Terminate => "SIGTERM",
        FaultKinds.ShutdownFast => "SIGINT",
        FaultKinds.ShutdownImmediate => "SIGQUIT",
        FaultKinds.Pause => "SIGSTOP",
        _ => null,
    };
}
