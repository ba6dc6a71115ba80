using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Catalog;

/// <summary>Section <c>Catalog</c>.</summary>
internal sealed class CatalogOptions
{
    /// <summary>
    /// How long a write of a product may take, by the clock of Redis, until a reader takes it for lost and fences it: 10 milliseconds to
    /// 1 minute, 2 seconds unless set. Too short a time costs retries, never a stale answer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PendingMax { get; set; } = TimeSpan.FromSeconds(2);
}
