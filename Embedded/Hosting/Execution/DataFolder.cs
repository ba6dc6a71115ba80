using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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

    private readonly Lock gate = new();
    private readonly string path;
    private readonly List<Action> outside = [];
    private FileStream? hold;

    public DataFolder(IConfiguration configuration, string appHostDirectory)
    {
        var wanted = configuration["Data"] ?? ".data";
        IsTemporary = string.Equals(wanted, Temporary, StringComparison.OrdinalIgnoreCase);
        path = IsTemporary
            ? Path.Combine(Path.GetTempPath(), $"aspire-{RandomNumberGenerator.GetHexString(12, lowercase: true)}")
            : Path.GetFullPath(wanted, appHostDirectory);
        Parameters = new ParameterFile(() => Path.Combine(Open(), "parameters.json"));
    }

    /// <summary>Whether everything in it goes when the application stops.</summary>
    internal bool IsTemporary { get; }

    /// <summary>Generated parameters, kept with the data they open.</summary>
    internal ParameterFile Parameters { get; }

    internal static DataFolder Of(IDistributedApplicationBuilder builder) =>
        (DataFolder)builder.Services.Single(service => service.ServiceType == typeof(DataFolder)).ImplementationInstance!;

    /// <summary>A folder for one resource; made if it is not there.</summary>
    internal string For(string resource)
    {
        var folder = Path.Combine(Open(), resource);
        Directory.CreateDirectory(folder, OwnerOnly);
        return folder;
    }

    /// <summary>A folder for one instance, gone when the application stops.</summary>
    internal string ForSession(string instance) => For(Path.Combine(Session, instance));

    /// <summary>Makes the folder and takes it for this process.</summary>
    /// <exception cref="DistributedApplicationException">Another AppHost holds it, or it cannot be written.</exception>
    internal string Open()
    {
        lock (gate)
        {
            if (hold is null)
            {
                Take();
            }
        }

        return path;
    }

    /// <summary>Says what a store keeps elsewhere, to be removed together with what it keeps here.</summary>
    internal void RemoveWith(string folder, Action remove)
    {
        lock (gate)
        {
            if (IsTemporary || folder.StartsWith(Path.Combine(path, Session), StringComparison.Ordinal))
            {
                outside.Add(remove);
            }
        }
    }

    public void Dispose()
    {
        if (hold is not null)
        {
            outside.ForEach(remove => remove());
            RemoveSession();
            hold.Dispose();
            hold = null;
            if (IsTemporary)
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    private void RemoveSession()
    {
        var session = Path.Combine(path, Session);
        if (Directory.Exists(session))
        {
            Directory.Delete(session, recursive: true);
        }
    }

    private void Take()
    {
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The data folder '{path}' cannot be made: {exception.Message} Choose another with --Data=<folder>.");
        }

        var file = Path.Combine(path, "lock");
        try
        {
            // Exclusive for as long as this process lives, however it ends: the operating system lets go of it.
            hold = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DistributedApplicationException($"The data folder '{path}' cannot be written: {exception.Message} Choose another with --Data=<folder>.");
        }
        catch (IOException exception)
        {
            throw new DistributedApplicationException(Holder(file) is { } holder
                ? $"The data folder '{path}' is in use by the AppHost with pid {holder}. Stop that one, or choose another folder with --Data=<folder>."
                : $"The data folder '{path}' cannot be locked: {exception.Message} Choose another with --Data=<folder>.");
        }

        hold.SetLength(0);
        hold.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        hold.Flush(flushToDisk: true);
        RemoveSession();
    }

    private static string? Holder(string file)
    {
        try
        {
            // Sharing everything asks for no lock, so the holder's pid can be read while it holds.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd() is { Length: > 0 } pid ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
