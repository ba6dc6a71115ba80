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

    /// <summary>
    /// Name of the cookie: 1 to 64 of A-Z, a-z, 0-9, '_' and '-', shared by the replicas of an application and by no other of its host.
    /// Made of where the stores are unless set, so to be set where replicas reach the same stores in different ways.
    /// </summary>
    [RegularExpression("[A-Za-z0-9_-]{1,64}")]
    public string? Cookie { get; set; }
}
