namespace Aspire.Npgsql;

/// <summary>Settings of a Postgres data source, read from <c>Aspire:Npgsql</c> and <c>Aspire:Npgsql:{name}</c>.</summary>
public sealed class NpgsqlSettings
{
    /// <summary>Where Postgres is, in Npgsql's own format. <c>ConnectionStrings:{name}</c> wins over the sections.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether <c>/health</c> leaves this data source out. False unless set.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Whether Npgsql's spans are not collected. False unless set.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Whether Npgsql's metrics are not collected. False unless set.</summary>
    public bool DisableMetrics { get; set; }
}
