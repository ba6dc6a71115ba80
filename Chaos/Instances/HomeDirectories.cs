using System.Collections.Concurrent;
using System.Globalization;
using AspireStateless.Stores.Data;
using Microsoft.Extensions.Configuration;

namespace AspireStateless.Chaos.Instances;

/// <summary>
/// Home and temporary folders of instances, as if each ran on a machine of its own. They outlast a restart and end with the application;
/// one that is renewed starts on an empty disk. Thread-safe.
/// </summary>
internal sealed class HomeDirectories : IStartOverlay, IDisposable
{
    private const string Prefix = "aspire-homes-";
    private static readonly string[] Folders = ["home", "tmp"];

    private static int _number;

    private readonly ConcurrentDictionary<(string Resource, int Replica), bool> _renewed = new();
    private readonly bool _forAll;

    // Short: the runtime makes sockets in a temporary folder, whose paths may have no more than 107 bytes. Numbered: in a test, a process
    // may have several applications, each of which removes its own.
    private readonly string _root = Path.Combine(Path.GetTempPath(), FormattableString.Invariant(
        $"{Prefix}{ProcessIdentity.Own.Pid}-{ProcessIdentity.Own.StartTicks}-{Interlocked.Increment(ref _number)}"));

    public HomeDirectories(IConfiguration configuration)
    {
        _forAll = configuration.GetValue<bool>("Chaos:OwnHomes");
        RemoveAbandoned();
    }

    public void Dispose() => TryRemove(_root);

    /// <summary>Has the next start of an instance find an empty home.</summary>
    /// <returns>A file that was in the home until then: it is gone where the home is empty.</returns>
    public string Renew(TrackedInstance instance)
    {
        var replica = (instance.Resource, instance.Replica ?? 0);
        _renewed[replica] = true;
        var mark = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder(replica), Folders[0])).FullName, ".former");
        File.WriteAllText(mark, "");
        TryRemove(Folder(replica));
        // At once: what the next start is told may have been made before, for another replica that starts at the same time.
        Array.ForEach(Folders, folder => Directory.CreateDirectory(Path.Combine(Folder(replica), folder)));
        return mark;
    }

    public Task ApplyAsync(EnvironmentCallbackContext context)
    {
        var resource = context.Resource;
        Lead("HOME", Folders[0]);
        Lead("TMPDIR", Folders[1]);
        return Task.CompletedTask;

        void Lead(string variable, string folder)
        {
            var present = context.EnvironmentVariables.GetValueOrDefault(variable) as string
                ?? Environment.GetEnvironmentVariable(variable);
            var value = PerReplica.Value(resource, n => _forAll || _renewed.ContainsKey(PerReplica.Key(resource, n))
                ? Directory.CreateDirectory(Path.Combine(Folder(PerReplica.Key(resource, n)), folder)).FullName
                : present ?? "");
            if (value.Length > 0)
            {
                context.EnvironmentVariables[variable] = value;
            }
        }
    }

    private string Folder((string Resource, int Replica) of)
    {
        FileModes.MakeOwnersFolder(_root);
        return Path.Combine(_root, string.Create(CultureInfo.InvariantCulture, $"{of.Resource}-{of.Replica}"));
    }

    private static void RemoveAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-');
            if (owner is [var pid, var ticks, _] && int.TryParse(pid, CultureInfo.InvariantCulture, out var id)
                && long.TryParse(ticks, CultureInfo.InvariantCulture, out var startTicks) && !new ProcessIdentity(id, startTicks).IsAlive())
            {
                TryRemove(folder);
            }
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another AppHost was faster, or uses it, or it is somebody else's.
        }
    }
}
