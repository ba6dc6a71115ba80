using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Sessions;

/// <summary>Section <c>Sessions</c>.</summary>
internal sealed class SessionsOptions
{
    /// <summary>
    /// How long a session lives after its last use: 1 second to 30 days, 30 minutes unless set. It may be up to a 64th longer, and answers
    /// say to the millisecond when it ends.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long it lives at most, however often it is used: 1 second to 365 days, 12 hours unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Cap { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How many fields a session holds, those that were removed included: 1 to 256, 32 unless set.</summary>
    [Range(1, 256)]
    public int MaxFields { get; set; } = 32;
}
