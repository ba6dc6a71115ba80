using System.Globalization;
using System.Text.Json;
using AspireStateless.Stores.Data;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>How a harness finds this AppHost: <c>[folder]/[pid].json</c>, readable by its owner only.</summary>
/// <param name="folder">The folder; made if it is not there.</param>
internal sealed class AppHostFile(string folder)
{
    private readonly string _path = AppHostAddress.FileOf(Path.GetFullPath(folder), Environment.ProcessId);

    private string Folder => Path.GetDirectoryName(_path)!;

    public void Write(AppHostAddress address)
    {
        Directory.CreateDirectory(Folder);
        // Written beside and moved into place, so that nobody reads half of it.
        var draft = Path.Combine(Folder, Path.GetRandomFileName());
        using (var stream = FileModes.CreateOwners(draft))
        {
            JsonSerializer.Serialize(stream, address, ControlJson.Options);
        }

        File.Move(draft, _path, overwrite: true);
    }

    public void Remove()
    {
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }
    }

    /// <summary>Removes what AppHosts left that were killed.</summary>
    public void RemoveStale()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Where(file => !IsOfLivingAppHost(file)))
        {
            File.Delete(file);
        }
    }

    // What is no whole address may be one of another version.
    private static bool IsOfLivingAppHost(string file) => AppHostAddress.TryRead(file)?.IsAlive()
        ?? (int.TryParse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var pid)
            && ProcessIdentity.Of(pid) is not null);
}
