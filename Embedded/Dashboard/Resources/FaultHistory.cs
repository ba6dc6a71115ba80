namespace AspireStateless.Dashboard.Resources;

/// <summary>Remembers when which fault was on which instance, so that charts can show it. Bounded; thread-safe.</summary>
public sealed class FaultHistory
{
    private const int EntriesMax = 1_000;

    private readonly Lock gate = new();
    private readonly List<PastFault> entries = [];

    /// <summary>Takes note of the faults that are on an instance now.</summary>
    public void Observe(ResourceInstance instance, DateTimeOffset now)
    {
        lock (gate)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (entries[i] is { To: null } lasting && lasting.Instance == instance.Id && !instance.Faults.Contains(lasting.Kind))
                {
                    entries[i] = lasting with { To = now };
                }
            }

            entries.AddRange(instance.Faults.Distinct()
                .Where(kind => !entries.Exists(entry => entry.To is null && entry.Instance == instance.Id && entry.Kind == kind))
                .Select(kind => new PastFault(instance.Id, kind, now, To: null)));
            entries.RemoveRange(0, Math.Max(0, entries.Count - EntriesMax));
        }
    }

    /// <returns>The faults that were there at some moment of a stretch of time, by their beginning.</returns>
    public IReadOnlyList<PastFault> Between(DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            return [.. entries.Where(entry => entry.From <= to && (entry.To ?? DateTimeOffset.MaxValue) >= from)];
        }
    }
}

/// <summary>A fault that is, or was, on an instance; it still is without an end.</summary>
public sealed record PastFault(string Instance, string Kind, DateTimeOffset From, DateTimeOffset? To);
