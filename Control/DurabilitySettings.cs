namespace AspireStateless.Control;

/// <summary>What decides whether acknowledged writes survive a crash, read from the live stores.</summary>
/// <param name="Redis">Null where there is none.</param>
/// <param name="Postgres">Null where there is none.</param>
public sealed record DurabilitySettings(RedisDurability? Redis, PostgresDurability? Postgres = null);
