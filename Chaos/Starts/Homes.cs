using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Instances;
using Microsoft.Extensions.Configuration;

namespace AspireStateless.Chaos.Starts;

/// <summary>
/// Home and temporary folders of instances, as if each ran on a machine of its own. They outlast a restart and end with the application; one
/// that is renewed starts on an empty disk. Thread-safe.
/// </summary>
internal sealed partial class Homes : IStartOverlay, IDisposable
{
    private const string Prefix = "aspire-homes-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly ConcurrentDictionary<string, string> folders = new(StringComparer.Ordinal);
    private readonly bool forAll;
    private readonly string root = Path.Combine(
        Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{Prefix}{ProcessIdentity.Own.Pid}-{ProcessIdentity.Own.StartTicks}"),
        RandomNumberGenerator.GetHexString(4, lowercase: true));

    public Homes(IConfiguration configuration)
    {
        forAll = configuration.GetValue<bool>("Chaos:OwnHomes");
        RemoveAbandoned();
    }

    public void Dispose()
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
            TryRemove(Path.GetDirectoryName(root)!, recursive: false);
        }
    }

    /// <summary>Has the next start of an instance find an empty home.</summary>
    internal void Renew(string instance) => folders[Suffix(instance)] = NewFolder();

    public Task ApplyAsync(EnvironmentCallbackContext context, string start)
    {
        // Where the host does not tell the instance yet, every start has a home of its own: emptier than asked for, never fuller.
        var owner = context.EnvironmentVariables.GetValueOrDefault("OTEL_RESOURCE_ATTRIBUTES") is string attributes
            && InstancePattern().Match(attributes) is { Success: true } match ? match.Groups["suffix"].Value : null;
        var folder = owner is null ? forAll || !folders.IsEmpty ? NewFolder() : null
            : forAll ? folders.GetOrAdd(owner, _ => NewFolder())
            : folders.GetValueOrDefault(owner);
        if (folder is not null)
        {
            context.EnvironmentVariables["HOME"] = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
            context.EnvironmentVariables["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        }

        return Task.CompletedTask;
    }

    private static string Suffix(string instance) => instance[(instance.LastIndexOf('-') + 1)..];

    // Short: the runtime makes sockets in a temporary folder, whose paths may have no more than 107 bytes.
    private string NewFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(root)!, OwnerOnly);
        }

        return Path.Combine(root, RandomNumberGenerator.GetHexString(6, lowercase: true));
    }

    private static void RemoveAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-');
            if (owner is [var pid, var ticks] && int.TryParse(pid, CultureInfo.InvariantCulture, out var id)
                && long.TryParse(ticks, CultureInfo.InvariantCulture, out var startTicks) && !new ProcessIdentity(id, startTicks).IsAlive)
            {
                TryRemove(folder, recursive: true);
            }
        }
    }

    private static void TryRemove(string folder, bool recursive)
    {
        try
        {
            Directory.Delete(folder, recursive);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another AppHost was faster, or uses it, or it is somebody else's.
        }
    }

    [GeneratedRegex("service\\.instance\\.id=(?<suffix>[a-z0-9]+)(,|$)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InstancePattern();
}
