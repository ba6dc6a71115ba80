namespace AspireStateless.LoadTests.Faults;

/// <summary>Records that the service's background work reads, and cannot read; with what takes exactly them out again.</summary>
internal static class Poisons
{
    /// <summary>A key of the ring that is no XML: read by every replica at its start, and once a refresh period.</summary>
    public static FaultSettings Key { get; } = new()
    {
        Database = "shop",
        Inject = ["INSERT INTO data_protection_keys (xml) VALUES ('')"],
        Cure = ["DELETE FROM data_protection_keys WHERE xml = ''"],
    };

    /// <summary>The lease of the recurring job as a set, where a text is expected: read by every replica some times a second.</summary>
    public static FaultSettings Lease { get; } = new()
    {
        Inject = ["EVAL", "redis.call('DEL', KEYS[1]) return redis.call('SADD', KEYS[1], 'poison')", "1", "{job:visits}:lease"],
        Cure = ["DEL", "{job:visits}:lease"],
    };
}
