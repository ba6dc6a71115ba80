using System.Text.Json;

namespace AspireStateless.LoadTests.Faults;

/// <summary>What <c>faults.jsonl</c> says was done to the system, as checkers need it.</summary>
internal sealed record FaultRecord
{
    public required IReadOnlyList<RealisedFault> Faults { get; init; }

    /// <summary>Why the run could not go on; null where it did.</summary>
    public string? Aborted { get; init; }

    /// <summary>Faults of the plan that could not be injected or cured, with the reason.</summary>
    public required IReadOnlyList<RunEvent> Failed { get; init; }

    /// <summary>Generations proven to have ended after the traffic.</summary>
    public required IReadOnlySet<string> Gone { get; init; }

    /// <summary>Whether no store held a connection of an ended generation any more before the final reads.</summary>
    public required bool Quiesced { get; init; }
    public DurabilitySettings? Durability { get; init; }

    /// <summary>The service's options, as it told them.</summary>
    public ServiceOptions Options { get; init; } = ServiceOptions.Unknown;

    /// <summary>Every line, in the order in which they were written.</summary>
    public IReadOnlyList<RunEvent> Events { get; init; } = [];

    public IEnumerable<RealisedFault> Confirmed => Faults.Where(fault => fault.IsConfirmed);

    public static FaultRecord Of(IReadOnlyList<RunEvent> events) => new()
    {
        Events = events,
        Faults = [.. events.Where(line => line.Type == RunEventType.Fault).Select(fault => new RealisedFault(
            fault,
            events.FirstOrDefault(line => line.Type == RunEventType.Cure && line.Id == fault.Id),
            events.FirstOrDefault(line => line.Type == RunEventType.Recovered && line.Id == fault.Id)))],
        Aborted = events.FirstOrDefault(line => line.Type == RunEventType.Aborted)?.Note,
        Failed = [.. events.Where(line => line.Type == RunEventType.Failed)],
        Gone = events.Where(line => line.Type == RunEventType.Gone).Select(line => line.Generation).ToHashSet(StringComparer.Ordinal),
        Quiesced = events.Any(line => line.Type == RunEventType.Quiesced),
        Durability = events.FirstOrDefault(line => line.Type == RunEventType.Durability)?.Details
            ?.Deserialize<DurabilitySettings>(JsonSerializerOptions.Web),
        Options = events.FirstOrDefault(line => line.Type == RunEventType.Options)?.Details
            ?.Deserialize<ServiceOptions>(JsonSerializerOptions.Web) ?? ServiceOptions.Unknown,
    };
}

/// <summary>A fault as it really happened.</summary>
internal sealed record RealisedFault(RunEvent Fault, RunEvent? Cure, RunEvent? Recovered)
{
    private const double NanosecondsPerMillisecond = 1e6;

    public string Kind => Fault.Kind ?? "";

    /// <summary>It ended a generation of a replica.</summary>
    public bool IsReplica => Fault.Resource == "api" && FaultKinds.EndsProcess(Kind);
    public bool IsKill => Kind is FaultKinds.Kill or FaultKinds.KillAgain;

    public FaultEvidence? Evidence { get; } = Fault.Details?.Deserialize<FaultEvidence>(JsonSerializerOptions.Web);

    /// <summary>What is there after the cure.</summary>
    public ProcessStart? NewProcess { get; } = Cure?.Details?.Deserialize<ProcessStart>(JsonSerializerOptions.Web);

    /// <summary>Its evidence shows that it took effect, and that it was cured: if it ended a process, by another one.</summary>
    public bool IsConfirmed => Evidence?.Confirms(Kind) == true
        && NewProcess is { At: > 0 } started
        && FaultEffect.Confirms(Kind, started.Effect)
        && (!FaultKinds.EndsProcess(Kind) || Evidence.Pid is null || (started.Pid, started.StartTicks) != (Evidence.Pid, Evidence.StartTicks));

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
        var end when FaultKinds.EndsProcess(Kind) => $"pid {end.Pid} gone {end.Signal} exit {end.ExitCode}, then pid {NewProcess?.Pid}",
        var seen => string.Join(", ", seen.Describe().Concat(NewProcess?.Effect?.Describe() ?? [])),
    };

    /// <summary>The generation that it ended.</summary>
    public string Generation => Replica.Name(Fault.Instance ?? "", Evidence?.Pid ?? 0, Evidence?.StartTicks ?? 0);
}
