using System.Globalization;
using System.Text.Json;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Control;

/// <summary>How a harness finds this AppHost: <c>[folder]/[pid].json</c>, readable by its owner only.</summary>
/// <param name="folder">The folder; made if it is not there.</param>
internal sealed class AppHostFile(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path = Path.Combine(Path.GetFullPath(folder), $"{Environment.ProcessId}.json");

    private string Folder => Path.GetDirectoryName(path)!;

    internal void Write(AppHostDescription description)
    {
        Directory.CreateDirectory(Folder);
        // Written beside and moved into place, so that nobody reads half of it.
        var draft = Path.Combine(Folder, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, description, JsonSerializerOptions.Web);
        }

        File.Move(draft, path, overwrite: true);
    }

    internal void Remove()
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Removes what AppHosts left that were killed.</summary>
    internal void RemoveStale()
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

    private static bool IsOfLivingAppHost(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<AppHostDescription>(File.ReadAllText(file), JsonSerializerOptions.Web) is { } description
                && new ProcessIdentity(description.Pid, description.StartTicks).IsAlive;
        }
        catch (JsonException)
        {
            return int.TryParse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var pid) && ProcessIdentity.Of(pid) is not null;
        }
        catch (IOException)
        {
            // Its AppHost removed it just now.
            return true;
        }
    }
}

/// <summary>Content of an <see cref="AppHostFile"/>.</summary>
/// <param name="Pid">The AppHost's process.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="ControlUrl">Where its control endpoint listens.</param>
/// <param name="Token">What the control endpoint wants to see.</param>
/// <param name="EndpointUrl">The public endpoint of its first project.</param>
/// <param name="AdminPassword">Password of the service's user <c>admin</c>; null for a service without one.</param>
/// <param name="StartedAt">When everything ran.</param>
internal sealed record AppHostDescription(
    int Pid, long StartTicks, string ControlUrl, string Token, string EndpointUrl, string? AdminPassword, DateTimeOffset StartedAt);
