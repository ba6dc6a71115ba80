using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Visits;

/// <summary>Section <c>Visits</c>.</summary>
internal sealed class VisitsOptions
{
    /// <summary>
    /// Pages: 1 to 10,000,000, 100,000 unless set. A visit to one page more is refused, so that callers cannot fill the store with names.
    /// </summary>
    [Range(1, 10_000_000)]
    public int MaxPages { get; set; } = 100_000;
}
