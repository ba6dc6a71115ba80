using static Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known of one instance of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Project, Container, Parameter, …</summary>
    public required string ResourceType { get; init; }

    /// <summary>Named facts: <c>executable.pid</c>, <c>project.path</c>, <c>resource.waitingFor</c>, …</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the instance was made (UTC).</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When its process last started (UTC).</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When its process last ended (UTC).</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>One of <see cref="KnownResourceStates"/>.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>How the last process ended: its own code, or 128 plus the signal that ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Null unless running; without checks healthy; otherwise the worst report.</summary>
    public HealthStatus? HealthStatus => IsRunning ? HealthReports.Select(it => it.Status ?? Unhealthy).Append(Healthy).Min() : null;

    /// <summary>One report a health check; the same for all replicas of a resource.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>The environment the process was started with.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Where people reach it.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Left out of lists for people.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Completes when the handlers of <see cref="ResourceReadyEvent"/> have run; null before the resource was healthy.</summary>
    internal Task? Ready { get; init; }

    internal bool IsRunning => State?.Text == KnownResourceStates.Running;

    internal bool IsTerminal => State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);
}

/// <summary>A state and how it looks.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>A named fact about an instance.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value);

/// <summary>An environment variable of an instance; <paramref name="IsFromSpec"/> is false for inherited ones.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>A URL of an instance, with the name of its endpoint.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>How the link looks.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}

/// <summary>How a link looks; an empty name shows the URL.</summary>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "");

/// <summary>The last result of one health check; a null status has not been checked yet.</summary>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText);
