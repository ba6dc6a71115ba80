namespace Aspire.StackExchange.Redis;

/// <summary>Settings of a Redis client, read from <c>Aspire:StackExchange:Redis</c> and <c>Aspire:StackExchange:Redis:{name}</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>Where Redis is, in StackExchange.Redis' own format. <c>ConnectionStrings:{name}</c> wins over the sections.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether <c>/health</c> leaves this client out. False unless set.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>
    /// Whether the integration's own spans are off. False unless set. This integration makes none, because the profiler of
    /// StackExchange.Redis 1.2 does not survive asynchronous calls; the setting is here so that one source fits both stacks.
    /// </summary>
    public bool DisableTracing { get; set; }
}
