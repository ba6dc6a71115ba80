namespace AspireStateless.LoadTests.Faults;

/// <summary>What decides whether acknowledged writes survive a loss of power, read from the live stores.</summary>
internal sealed record DurabilitySettings(RedisDurability? Redis)
{
    /// <summary>Whether every acknowledged write had reached the disk.</summary>
    public bool SurvivesPowerLoss => Redis is { Appendonly: "yes", Appendfsync: "always" };

    public override string ToString() =>
        Redis is null ? "unknown" : $"appendonly {Redis.Appendonly}, appendfsync {Redis.Appendfsync}, save \"{Redis.Save}\"";
}

internal sealed record RedisDurability(string Appendonly, string Appendfsync, string? Save);
