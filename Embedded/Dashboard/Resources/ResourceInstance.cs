namespace AspireStateless.Dashboard.Resources;

/// <summary>One instance of a resource, as it is shown at one moment.</summary>
/// <param name="Id">The instance: <c>{resource}-{8 letters}</c>, kept over restarts.</param>
/// <param name="Resource">Name of the resource that it is an instance of.</param>
/// <param name="Type">Project, Container, Parameter, …</param>
public sealed record ResourceInstance(string Id, string Resource, string Type)
{
    /// <summary>The state's name; null before there is one.</summary>
    public string? State { get; init; }

    /// <summary>Healthy, Degraded or Unhealthy; null unless it runs.</summary>
    public string? Health { get; init; }

    /// <summary>The kinds of fault that are on it now.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>How the last process ended; null while none has.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When its process last started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its process last ended.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>What it is made of: a project's file, a program; empty for what has no process.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether it has output of its own.</summary>
    public bool HasConsole { get; init; }

    /// <summary>Where people reach it.</summary>
    public IReadOnlyList<ResourceUrl> Urls { get; init; } = [];

    /// <summary>What people can do with it now.</summary>
    public IReadOnlyList<ResourceCommand> Commands { get; init; } = [];

    /// <summary>Other facts, by name.</summary>
    public IReadOnlyList<ResourceFact> Facts { get; init; } = [];

    /// <summary>The last result of every health check.</summary>
    public IReadOnlyList<HealthReport> HealthReports { get; init; } = [];

    /// <summary>The environment that its process was started with.</summary>
    public IReadOnlyList<EnvironmentVariable> Environment { get; init; } = [];
}

/// <summary>A link to an instance.</summary>
public sealed record ResourceUrl(string Text, string Url);

/// <summary>A named fact about an instance.</summary>
public sealed record ResourceFact(string Name, string Value);

/// <summary>The last result of a health check; a null status has not been checked yet.</summary>
public sealed record HealthReport(string Name, string? Status, string? Description);

/// <summary>An environment variable; the value of a secret one is never part of a page.</summary>
public sealed record EnvironmentVariable(string Name, string Value, bool IsSecret);

/// <summary>Something that people can do with an instance.</summary>
/// <param name="Name">What is asked for.</param>
/// <param name="DisplayName">What people read.</param>
/// <param name="Description">What it does, in a sentence.</param>
/// <param name="Confirmation">What people are asked before; null asks nothing.</param>
/// <param name="IsEnabled">Whether it is offered in the present state.</param>
public sealed record ResourceCommand(string Name, string DisplayName, string? Description, string? Confirmation, bool IsEnabled);
