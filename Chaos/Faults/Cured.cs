namespace AspireStateless.Chaos.Faults;

/// <summary>What a cure shows.</summary>
internal static class Cured
{
    /// <summary>An instance that was started.</summary>
    public static CureEvidence As(InstanceState running) => new(running.Pid, running.StartTicks, running.DirectUrl, running.At);

    /// <summary>For a cure that starts nothing: the instance as it is.</summary>
    public static CureEvidence Now(InstanceState instance, FaultEffect? effect = null) =>
        As(instance) with { At = MonotonicClock.Now, Effect = effect };
}
