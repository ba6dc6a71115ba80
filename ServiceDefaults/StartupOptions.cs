using System.ComponentModel.DataAnnotations;

namespace AspireStateless.ServiceDefaults;

/// <summary>Section <c>Startup</c>.</summary>
public sealed class StartupOptions
{
    /// <summary>How long a starting process waits to be ready before it listens all the same: 0 to 30 seconds, 3 seconds unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(3);
}
