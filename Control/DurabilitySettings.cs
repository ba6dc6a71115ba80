using System.Text.Json.Serialization;

namespace AspireStateless.Control;

/// <summary>What decides whether acknowledged writes survive a crash, read from the live stores.</summary>
/// <param name="Redis">Null where there is none.</param>
/// <param name="Postgres">Null where there is none.</param>
public sealed record DurabilitySettings(RedisDurability? Redis, PostgresDurability? Postgres = null);

/// <summary>Settings of Redis, by their names there.</summary>
public sealed record RedisDurability(string Appendfsync, string Appendonly, string? Save);

/// <summary>Settings of Postgres, by their names there.</summary>
public sealed record PostgresDurability(
    string Fsync,
    [property: JsonPropertyName("full_page_writes")] string FullPageWrites,
    [property: JsonPropertyName("synchronous_commit")] string SynchronousCommit);
