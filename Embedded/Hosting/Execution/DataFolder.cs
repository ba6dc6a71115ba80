namespace Aspire.Hosting.Execution;

/// <summary>
/// Where stores with a data volume and generated parameters are kept: configuration <c>Data</c>, a path relative to the AppHost's folder,
/// or <c>temporary</c> for a folder that is removed when the application stops. One AppHost at a time.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string Temporary = "temporary";
    private const string Session = "session";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly string TemporaryPrefix = $"aspire-data-{Environment.UserName}-";

    private readonly Lock gate = new();
    private readonly bool isTemporary;
    private readonly string path;
    private FileStream? hold;

    public DataFolder(IConfiguration configuration, string appHostDirectory)
    {
        var wanted = configuration["Data"] ?? ".data";
        isTemporary = string.Equals(wanted, Temporary, StringComparison.OrdinalIgnoreCase);
        path = isTemporary
            ? Path.Combine(Path.GetTempPath(), TemporaryPrefix + RandomNumberGenerator.GetHexString(12, lowercase: true))
            : Path.GetFullPath(wanted, appHostDirectory);
        Parameters = new ParameterFile(() => Path.Combine(Open(), "parameters.json"));
    }

    /// <summary>Generated parameters, kept with the data they open.</summary>
    internal ParameterFile Parameters { get; }

    internal static DataFolder Of(IDistributedApplicationBuilder builder) =>
        (DataFolder)builder.Services.Single(service => service.ServiceType == typeof(DataFolder)).ImplementationInstance!;

    /// <summary>A folder for one volume; made if it is not there.</summary>
    internal string ForVolume(string name)
    {
        var folder = Path.Combine(Open(), name);
        Directory.CreateDirectory(folder, OwnerOnly);
        return folder;
    }

    /// <summary>A folder for one instance, gone when the application stops.</summary>
    internal string ForSession(string instance) => ForVolume(Path.Combine(Session, instance));

    /// <summary>A new file that only its owner reads and writes.</summary>
    internal static FileStream CreateFile(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });

    /// <summary>Makes the folder and takes it for this process.</summary>
    /// <exception cref="DistributedApplicationException">Another AppHost holds it, or it cannot be written.</exception>
    internal string Open()
    {
        lock (gate)
        {
            hold ??= Take();
        }

        return path;
    }

    public void Dispose()
    {
        if (hold is not null)
        {
            OutsideFolder.Remove(isTemporary ? path : Path.Combine(path, Session));
            hold.Dispose();
            hold = null;
        }
    }

    // A file beside the lock, since nobody can read one that another process holds.
    private static string? HolderOf(string folder) =>
        Attempt.Get(() => File.ReadAllText(HolderFile(folder))) is { Length: > 0 } pid ? pid : null;

    // Exclusive for as long as this process lives, however it ends: the operating system lets go of it.
    private static FileStream Lock(string folder, FileMode mode) =>
        new(Path.Combine(folder, "lock"), mode, FileAccess.ReadWrite, FileShare.None);

    private static string HolderFile(string folder) => Path.Combine(folder, "holder");

    private FileStream Take()
    {
        FileStream? taken = null;
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            taken = Lock(path, FileMode.OpenOrCreate);
            File.WriteAllText(HolderFile(path), $"{Environment.ProcessId}");
            OutsideFolder.Remove(Path.Combine(path, Session));
            RemoveAbandoned();
            return taken;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            var why = exception switch
            {
                _ when taken is not null => $"cannot be written ({exception.Message}). Make room, or choose another",
                UnauthorizedAccessException => $"cannot be written ({exception.Message}). Choose another",
                _ when HolderOf(path) is { } holder => $"is in use by the AppHost with pid {holder}. Stop that one, or choose another",
                _ => $"cannot be used ({exception.Message}). Choose another",
            };
            throw new DistributedApplicationException($"The data folder '{path}' {why} with --Data=<folder>.");
        }
    }

    // An AppHost that was killed could not remove its temporary folder; nobody holds that any more.
    private void RemoveAbandoned()
    {
        // One that has no holder yet is just being taken, and one whose lock is gone is just being removed: neither is abandoned.
        foreach (var folder in !isTemporary ? [] : Directory.EnumerateDirectories(Path.GetTempPath(), TemporaryPrefix + "*")
            .Where(folder => HolderOf(folder) is not null))
        {
            // Refused when it is held, or being removed by another AppHost at this moment.
            Attempt.To(() =>
            {
                using var free = Lock(folder, FileMode.Open);
                OutsideFolder.Remove(folder);
            });
        }
    }
}
