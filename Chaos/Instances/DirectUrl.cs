namespace AspireStateless.Chaos.Instances;

/// <summary>The address at which one replica listens, behind the proxy that all share.</summary>
internal static class DirectUrl
{
    /// <summary>Name of the variable that tells it of a copy which is no project.</summary>
    public const string Variable = "CHAOS_URL";

    public static string? Of(CustomResourceSnapshot snapshot) => snapshot.EnvironmentVariables
        .FirstOrDefault(variable => variable.Name is "ASPNETCORE_URLS" or Variable)?.Value?
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))?
        .TrimEnd('/');
}
