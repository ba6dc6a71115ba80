using System.Text.Json;
using AspireStateless.Control;
using AspireStateless.Control.Evidence;

namespace AspireStateless.Judging.Faults;

/// <summary>A fault as it really happened.</summary>
internal sealed record RealisedFault(RunEvent Fault, RunEvent? Cure, RunEvent? Recovered)
{
    private const double NanosecondsPerMillisecond = 1e6;

    public string Kind => Fault.Kind ?? "";

    /// <summary>It ended a generation of a replica.</summary>
    public bool IsReplica => Fault.Resource == "api" && FaultTraits.EndsProcess(Kind);

    /// <summary>A stop by the host: it takes the replica out of the proxy, then asks it to end.</summary>
    public bool IsGracefulStop =>
        IsReplica && Kind is FaultKinds.Stop or FaultKinds.Restart or FaultKinds.Replace or FaultKinds.ScaleIn;

    public bool IsKill => Kind is FaultKinds.Kill or FaultTraits.KillAgain;

    public FaultEvidence? Evidence { get; } = Fault.Details?.Deserialize<FaultEvidence>(JsonSerializerOptions.Web);

    /// <summary>What is there after the cure.</summary>
    public CureEvidence? NewProcess { get; } = Cure?.Details?.Deserialize<CureEvidence>(JsonSerializerOptions.Web);

    /// <summary>Its evidence shows that it took effect, and that it was cured: if it ended a process, by another one.</summary>
    public bool IsConfirmed => Evidence?.Confirms(Kind) == true
        && NewProcess is { At: > 0 } started
        && EffectEvidence.Confirms(Kind, started.Effect)
        && (!FaultTraits.EndsProcess(Kind) || Evidence.Pid is null
            || (started.Pid, started.StartTicks) != (Evidence.Pid, Evidence.StartTicks));

    /// <summary>Milliseconds from the end of the cure until it served as before; null where it did not.</summary>
    public double? RecoveryMs => Recovered is { } recovered && Cure is { } cure
        ? Math.Round((recovered.At - cure.At) / NanosecondsPerMillisecond, 1)
        : null;

    /// <summary>When the AppHost was asked for it: it cannot have taken effect earlier.</summary>
    public long AskedAt => Fault.AskedAt ?? Fault.At;

    /// <summary>When it was seen to have taken effect: it cannot have taken effect later.</summary>
    public long At => Evidence?.At ?? Fault.At;

    /// <summary>When its cure was asked for: until then it lasted. Before its effect where it was never cured.</summary>
    public long LastedUntil => Cure?.AskedAt ?? 0;

    /// <summary>Its evidence in a few words.</summary>
    public string Description => Evidence switch
    {
        null => "none",
        { Container: { } ended } end when FaultTraits.EndsProcess(Kind) && NewProcess?.Container is { } next =>
            $"{Named(ended)} {ended.State} {end.Signal ?? "stopped"}{(end.ExitCode is { } code ? $" exit {code}" : "")},"
                + $" then {Named(next)} started {next.StartedAt:HH:mm:ss.f}",
        var end when FaultTraits.EndsProcess(Kind) => $"pid {end.Pid} gone {end.Signal} exit {end.ExitCode}, then pid {NewProcess?.Pid}",
        var seen => string.Join(", ", seen.Describe().Concat(NewProcess?.Effect?.Describe() ?? [])),
    };

    /// <summary>The generation that it ended.</summary>
    public string Generation => GenerationName.Of(Fault.Instance ?? "", Evidence?.Pid ?? 0, Evidence?.StartTicks ?? 0);

    /// <summary>The generation that its cure began.</summary>
    public string NewGeneration => GenerationName.Of(Fault.Instance ?? "", NewProcess?.Pid ?? 0, NewProcess?.StartTicks ?? 0);

    private static string Named(ContainerEvidence container) =>
        container.Pod is { } pod ? $"pod {pod.Name}" : $"container {container.Id[..12]}";
}
