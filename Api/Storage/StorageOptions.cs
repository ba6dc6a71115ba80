using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Storage;

/// <summary>Section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    /// <summary>
    /// How long one call to a store may take before its outcome counts as unknown: 50 to 900 milliseconds, 700 milliseconds unless set.
    /// Together with the rest of a request it stays under the second that is promised.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:00.900")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMilliseconds(700);
}
