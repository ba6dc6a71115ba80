using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Jobs;

/// <summary>Section <c>Jobs</c>.</summary>
internal sealed class JobsOptions
{
    /// <summary>Time between two ticks: 1 second to 1 day, 1 minute unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a leader that is not heard of stays one: 1 second to 1 hour, 10 seconds unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Ticks whose effects are kept: 10 to 10,000,000, 10,000 unless set, a week of minutes.</summary>
    [Range(10, 10_000_000)]
    public int KeptTicks { get; set; } = 10_000;

    /// <summary>Between two looks of a replica: often enough to keep the lease, and to meet a tick within a tenth of its period.</summary>
    public TimeSpan Interval => TimeSpan.FromTicks(Math.Min(Lease.Ticks / 3, Period.Ticks / 10));
}
