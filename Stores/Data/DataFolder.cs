using System.Security.Cryptography;
using AspireStateless.Stores.Kinds;
using AspireStateless.Stores.Watch;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Stores.Data;

/// <summary>
/// Where the stores' data and the generated passwords are: configuration <c>Data</c>, a path relative to the AppHost's folder, or
/// <c>temporary</c> for a folder that is removed when the application stops. One AppHost at a time.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string Temporary = "temporary";
    private const string PasswordFile = "parameters.json";
    private const string KindFile = "kind";
    private static readonly string TemporaryPrefix = $"aspire-data-{Environment.UserName}-";

    private readonly Passwords _passwords;
    private FileStream? _hold;

    private DataFolder(string path, bool isTemporary, StoreKind kind)
    {
        Path = path;
        IsTemporary = isTemporary;
        Kind = kind;
        _hold = Take();
        try
        {
            Use(() => CheckKind(kind));
        }
        catch
        {
            _hold.Dispose();
            throw;
        }

        _passwords = new Passwords(System.IO.Path.Combine(path, PasswordFile));
    }

    public string Path { get; }

    public bool IsTemporary { get; }

    /// <summary>What stands behind the stores whose data is here.</summary>
    public StoreKind Kind { get; }

    /// <summary>The application's data folder; made and taken when it is first asked for.</summary>
    /// <exception cref="DistributedApplicationException">Another AppHost holds it, or it cannot be used; the message says why.</exception>
    public static DataFolder Of(IDistributedApplicationBuilder builder)
    {
        if (builder.Services.Select(service => service.ServiceKey is null ? service.ImplementationInstance : null)
            .OfType<DataFolder>().FirstOrDefault() is { } known)
        {
            return known;
        }

        var wanted = builder.Configuration["Data"] is { Length: > 0 } given ? given : ".data";
        var isTemporary = string.Equals(wanted, Temporary, StringComparison.OrdinalIgnoreCase);
        var folder = new DataFolder(
            isTemporary
                ? System.IO.Path.Combine(
                    System.IO.Path.GetTempPath(), TemporaryPrefix + RandomNumberGenerator.GetHexString(12, lowercase: true))
                : System.IO.Path.GetFullPath(wanted, builder.AppHostDirectory),
            isTemporary,
            StoreKinds.Of(builder));
        builder.Services.AddSingleton(folder);
        builder.Services.AddEarly<StoreWatch>();
        builder.Services.AddQuietConsole();
        builder.Services.AddEarly<DataFolderEnd>();
        return folder;
    }

    /// <summary>A folder for one store; made if it is not there.</summary>
    public string ForStore(string name)
    {
        var folder = System.IO.Path.Combine(Path, name);
        Use(() => FileModes.MakeOwnersFolder(folder));
        return folder;
    }

    /// <summary>A password that opens something in the folder; the same every time.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="openedBy">What it opens and is there already; null if there is nothing yet.</param>
    public string Password(string name, string? openedBy)
    {
        var password = "";
        Use(() => password = _passwords.GetOrCreate(name, openedBy));
        return password;
    }

    /// <summary>Does something with the folder's files; what the machine refuses becomes a line for people.</summary>
    /// <exception cref="DistributedApplicationException">The disk is full, or not to be written.</exception>
    public void Use(Action act)
    {
        try
        {
            act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The data folder '{Path}' cannot be written ({exception.Message}). Make room, or choose another with --Data=<folder>.");
        }
    }

    public void Dispose()
    {
        if (_hold is not null)
        {
            // A process that is still there after all gets to keep its files; the next AppHost with temporary data removes them.
            if (IsTemporary && FolderLock.AwaitStores(Path))
            {
                Remove(Path);
            }

            _hold.Dispose();
            _hold = null;
        }
    }

    private FileStream Take()
    {
        FileStream? taken = null;
        try
        {
            CheckOwn();
            FileModes.MakeOwnersFolder(Path);
            taken = FolderLock.Take(Path);
            if (!FolderLock.AwaitStores(Path, Console.WriteLine))
            {
                throw new DistributedApplicationException(
                    $"Stores of a former AppHost still use the data folder '{Path}'. End them, or choose another with --Data=<folder>.");
            }

            RemoveAbandoned();
            return taken;
        }
        catch (DistributedApplicationException)
        {
            taken?.Dispose();
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            var why = exception switch
            {
                _ when taken is not null => $"cannot be written ({exception.Message}). Make room, or choose another",
                UnauthorizedAccessException => $"cannot be written ({exception.Message}). Choose another",
                _ when FolderLock.HolderOf(Path) is { } holder =>
                    $"is in use by the AppHost with pid {holder}. Stop that one, or choose another",
                _ => $"cannot be used ({exception.Message}). Choose another",
            };
            throw new DistributedApplicationException($"The data folder '{Path}' {why} with --Data=<folder>.");
        }
    }

    // A folder with other things in it was named by mistake; what is written here would stand among them.
    private void CheckOwn()
    {
        if (Directory.Exists(Path) && !FolderLock.IsOwn(Path))
        {
            throw new DistributedApplicationException(
                $"The folder '{Path}' holds other things than stores' data. Choose an empty one, or one that does not exist, "
                + "with --Data=<folder>.");
        }
    }

    private void CheckKind(StoreKind kind)
    {
        var file = System.IO.Path.Combine(Path, KindFile);
        var made = File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } known ? known : $"{kind}";
        if (made != $"{kind}")
        {
            throw new DistributedApplicationException(
                $"The data folder '{Path}' was made with Stores={made}, and its data is not for {kind.ToString().ToLowerInvariant()}. "
                + $"Start with --Stores={made}, or choose another folder with --Data=<folder>.");
        }

        File.WriteAllText(file, made);
    }

    // Where a volume is left, its name is kept: whoever starts next tries again.
    private static void Remove(string folder)
    {
        if (StoreVolume.TryRemoveAll(folder))
        {
            OutsideFolder.Remove(folder);
        }
    }

    // An AppHost that was killed could not remove its temporary folder; nobody holds that any more.
    private void RemoveAbandoned()
    {
        // One that has no holder yet is just being taken, and one whose lock is gone is just being removed: neither is abandoned.
        foreach (var folder in !IsTemporary ? [] : Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), TemporaryPrefix + "*")
            .Where(folder => folder != Path && FolderLock.HolderOf(folder) is not null))
        {
            try
            {
                using var free = FolderLock.TakeAbandoned(folder);
                if (FolderLock.AreStoresGone(folder))
                {
                    Remove(folder);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Held, or being removed by another AppHost at this moment.
            }
        }
    }
}
