namespace AspireStateless.Chaos.Instances;

/// <summary>The address at which one replica listens, behind the proxy that all share.</summary>
internal static class DirectUrl
{
    public static string? Of(CustomResourceSnapshot snapshot) => snapshot.EnvironmentVariables
        .FirstOrDefault(variable => variable.Name == "ASPNETCORE_URLS")?.Value?
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))?
        .TrimEnd('/');
}
