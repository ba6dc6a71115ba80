namespace AspireStateless.Judging.Faults;

/// <summary>The options of the service that checks depend on, as <c>GET /replica</c> tells them.</summary>
internal sealed record ServiceOptions(
    TimeSpan SessionLifetime, TimeSpan SessionCap, TimeSpan JobPeriod, TimeSpan JobLease, TimeSpan KeyRetention, TimeSpan Drain)
{
    /// <summary>Logins that one client may fail in a minute; 0 is no limit.</summary>
    public int FailedLoginsPerMinute { get; init; }

    /// <summary>Sign-ups that one client may try in a minute; 0 is no limit.</summary>
    public int SignUpsPerMinute { get; init; }

    /// <summary>Of a service that tells none.</summary>
    public static ServiceOptions Unknown { get; } = new(default, default, default, default, default, default);
}
