using System.ComponentModel.DataAnnotations;

namespace AspireStateless.ServiceDefaults;

/// <summary>Section <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    /// <summary>How long a stopping process goes on serving: 0 to 3 seconds, 2 seconds unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:03")]
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(2);
}
