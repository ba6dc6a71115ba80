using System.Text.Json;
using AspireStateless.Control;

namespace AspireStateless.Judging.Faults;

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

    /// <summary>When programs waited for a processor nearly all the time.</summary>
    public IEnumerable<(long From, long To)> Starved => Events.Where(line => line.Type == RunEventType.Starved)
        .Select(line => (line.AskedAt ?? line.At, line.At));

    public IEnumerable<RealisedFault> Confirmed => Faults.Where(fault => fault.IsConfirmed);

    /// <summary>Of the generations of replicas that faults ended, when that was seen.</summary>
    public IReadOnlyDictionary<string, long> Deaths => Confirmed.Where(fault => fault.IsReplica)
        .GroupBy(fault => fault.Generation, StringComparer.Ordinal)
        .ToDictionary(fault => fault.Key, fault => fault.Last().At, StringComparer.Ordinal);

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
