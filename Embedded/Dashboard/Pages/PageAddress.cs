namespace AspireStateless.Dashboard.Pages;

/// <summary>Builds links that say all that a page shows, so that they can be kept and passed on.</summary>
internal static class PageAddress
{
    /// <param name="path">The page.</param>
    /// <param name="query">What it is asked for, by name; empty values are left out.</param>
    internal static string Of(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value))
            {
                path += $"{separator}{name}={Uri.EscapeDataString(value)}";
                separator = '&';
            }
        }

        return path;
    }
}
