using System.Text.Json.Serialization;

namespace AspireStateless.LoadTests.Faults;

/// <summary>What decides whether acknowledged writes survive a loss of power, read from the live stores.</summary>
/// <param name="Redis">Null where it was not read.</param>
/// <param name="Postgres">Null where there is none.</param>
internal sealed record DurabilitySettings(RedisDurability? Redis, PostgresDurability? Postgres = null)
{
    /// <summary>Whether every acknowledged write had reached the disk.</summary>
    public bool SurvivesPowerLoss => Durable == Stores;

    /// <summary>How many of the stores have written what they acknowledge.</summary>
    public int Durable => (Redis is { Appendonly: "yes", Appendfsync: "always" } ? 1 : 0) + (Postgres is { IsDurable: true } ? 1 : 0);

    /// <summary>How many stores there are.</summary>
    public int Stores => Postgres is null ? 1 : 2;

    public override string ToString() =>
        (Redis is null ? "Redis: unknown" : $"Redis: appendonly {Redis.Appendonly}, appendfsync {Redis.Appendfsync}, save \"{Redis.Save}\"")
        + (Postgres is null ? "" : $"; Postgres: fsync {Postgres.Fsync}, synchronous_commit {Postgres.SynchronousCommit}, full_page_writes {Postgres.FullPageWrites}");
}

internal sealed record RedisDurability(string Appendonly, string Appendfsync, string? Save);

internal sealed record PostgresDurability(
    string Fsync,
    [property: JsonPropertyName("synchronous_commit")] string SynchronousCommit,
    [property: JsonPropertyName("full_page_writes")] string FullPageWrites)
{
    public bool IsDurable => (Fsync, SynchronousCommit, FullPageWrites) == ("on", "on", "on");
}
