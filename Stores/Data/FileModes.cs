namespace AspireStateless.Stores.Data;

/// <summary>Who may do what with files. On Windows the folder's own rights have to do.</summary>
public static class FileModes
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = OwnersFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder for its owner alone, unless it is there.</summary>
    public static void MakeOwnersFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnersFolder);
        }
    }

    /// <summary>Lets others get through a folder to what is theirs, and see nothing else.</summary>
    public static void MakePassable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Passable);
        }
    }

    /// <summary>A new file that only its owner reads and writes.</summary>
    public static FileStream CreateOwners(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersFile;
        }

        return new FileStream(path, options);
    }
}
