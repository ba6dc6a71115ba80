using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Idempotency;

/// <summary>Section <c>Idempotency</c>.</summary>
internal sealed class IdempotencyOptions
{
    /// <summary>How long a key is remembered and answers with the first result: 1 second to 7 days, 1 hour unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan KeyRetention { get; set; } = TimeSpan.FromHours(1);
}
