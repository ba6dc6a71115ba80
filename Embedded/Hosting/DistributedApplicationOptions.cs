namespace Aspire.Hosting;

/// <summary>How a builder is made.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Command-line arguments: <c>--Key=Value</c> settings.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; the entry assembly unless set.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Folder of the AppHost's project; from the assembly unless set.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>No dashboard; then a resource that waits for one which will not come fails instead of waiting on.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Repeats the output of every resource in the AppHost's log, under category <c>{AppHost}.Resources.{instance}</c>.</summary>
    public bool EnableResourceLogging { get; set; }
}
