using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>Settings that are secrets, as container engines hand them out: a file each, which nothing lists.</summary>
public static class SecretFiles
{
    /// <summary>
    /// Takes each file of the folder <c>Secrets:Folder</c>, if that is set, as the setting of its name, with <c>__</c> for <c>:</c>. It
    /// comes before all other sources.
    /// </summary>
    public static TBuilder AddSecretFiles<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Configuration["Secrets:Folder"] is { Length: > 0 } folder)
        {
            builder.Configuration.AddKeyPerFile(folder, optional: false);
        }

        return builder;
    }
}
