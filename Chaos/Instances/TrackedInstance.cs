namespace AspireStateless.Chaos.Instances;

/// <summary>An instance at one moment, with what the harness is not told.</summary>
internal sealed record TrackedInstance(
    string Resource, string Instance, int? Pid, long? StartTicks, string? State, string? DirectUrl, int? ExitCode, long At)
    : InstanceState(Resource, Instance, Pid, StartTicks, State, DirectUrl, ExitCode, At)
{
    /// <summary>When the present or last process started, as the host says; marks a generation where no process is known.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>Which replica of its resource it is, from 0; null before its first start and for what is no project.</summary>
    public int? Replica { get; init; }

    public bool CanBeStarted => HasEnded || State is InstanceStates.NotStarted or InstanceStates.Unknown;

    /// <summary>Whether it runs with another process than in <paramref name="former"/>; where none was known, with another start.</summary>
    public bool IsLaterGenerationThan(TrackedInstance former) =>
        IsRunning && (former.Process is null ? StartedAt != former.StartedAt : Process is not null && Process != former.Process);
}
