namespace AspireStateless.Control;

/// <summary>Settings of Redis, by their names there.</summary>
public sealed record RedisDurability(string Appendfsync, string Appendonly, string? Save);
