using AspireStateless.Control;
using AspireStateless.Control.Evidence;

namespace AspireStateless.Judging.Faults;

/// <summary>What the effect of a fault that lasted shows.</summary>
internal static class EffectEvidence
{
    public static IEnumerable<string> Describe(this FaultEffect effect)
    {
        if (effect.Stops is { } stops)
        {
            yield return $"stopped {stops} times";
        }

        if (effect.Pieces is { } pieces)
        {
            yield return effect.MeanDelayMs is { } delay ? $"{pieces} pieces later by {delay:F1} ms"
                : $"{pieces} pieces held, {effect.BytesHeld} bytes";
        }

        if (effect.ConnectionsDropped is { } dropped)
        {
            yield return $"{dropped} dropped";
        }

        if (effect.Role is { } role)
        {
            yield return $"then a {role}";
        }

        if (effect.Records is { } records)
        {
            yield return $"{records} taken out";
        }

        if (effect.Replaced is { } replaced)
        {
            yield return $"{replaced} replaced";
        }
    }

    /// <summary>Whether it shows what the kind of fault claims.</summary>
    public static bool Confirms(string kind, FaultEffect? effect) => kind switch
    {
        FaultKinds.Starve => effect?.Stops > 0,
        FaultKinds.Latency => effect is { Pieces: > 0, MeanDelayMs: > 0 },
        FaultKinds.Blackhole => effect?.Pieces > 0,
        FaultKinds.HoldAnswer => effect?.ConnectionsDropped > 0,
        FaultKinds.Demote => effect?.Role == "master",
        FaultKinds.Poison => effect?.Records > 0,
        FaultKinds.RollingUpdate => effect?.Replaced > 0,
        FaultKinds.Replace => effect is not null && (effect.Home is null || effect.Home != effect.FormerHome || effect.Emptied == true),
        _ => true,
    };
}
