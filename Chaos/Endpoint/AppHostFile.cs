using System.Globalization;
using System.Text.Json;
using AspireStateless.Stores.Data;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>How a harness finds this AppHost: <c>[folder]/[pid].json</c>, readable by its owner only.</summary>
/// <param name="folders">Made if they are not there; one that cannot be written is passed over.</param>
internal sealed class AppHostFile(IReadOnlyList<string> folders, ILogger logger)
{
    private readonly List<string> _folders = [.. folders.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];

    public void Write(AppHostAddress address) => ForEachFolder(folder =>
    {
        Directory.CreateDirectory(folder);
        // Written beside and moved into place, so that nobody reads half of it.
        var draft = Path.Combine(folder, Path.GetRandomFileName());
        using (var stream = FileModes.CreateOwners(draft))
        {
            JsonSerializer.Serialize(stream, address, ControlJson.Options);
        }

        File.Move(draft, AppHostAddress.FileOf(folder, address.Pid), overwrite: true);
    });

    public void Remove() => ForEachFolder(folder => File.Delete(AppHostAddress.FileOf(folder, Environment.ProcessId)));

    /// <summary>Removes what AppHosts left that were killed.</summary>
    public void RemoveStale() => ForEachFolder(folder =>
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Where(file => !IsOfLivingAppHost(file)))
        {
            File.Delete(file);
        }
    });

    private void ForEachFolder(Action<string> act)
    {
        foreach (var folder in _folders)
        {
            try
            {
                act(folder);
            }
            catch (DirectoryNotFoundException)
            {
                // Nobody has written there yet.
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                logger.LogWarning("A harness cannot find this application by '{Folder}': {Reason}", folder, exception.Message);
            }
        }
    }

    // What is no whole address may be one of another version.
    private static bool IsOfLivingAppHost(string file) => AppHostAddress.TryRead(file)?.IsAlive()
        ?? (int.TryParse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var pid)
            && ProcessIdentity.Of(pid) is not null);
}
