namespace Aspire.Hosting.Execution;

/// <summary>
/// A folder of a store that cannot be in the data folder, because the store runs as a user who cannot reach it. It has a random name that is kept in
/// the data folder; so they are found together, and go together.
/// </summary>
internal static class OutsideFolder
{
    private const string Parent = "/var/tmp";
    private const string Prefix = "aspire-store-";
    private const string LocationFile = "location";

    // For the store's user to get to its files, which are its own.
    private const UnixFileMode Passable = (UnixFileMode)0b111_001_001;

    /// <summary>The folder that belongs to a volume; the same every time, made if it is not there.</summary>
    internal static string Of(string volume)
    {
        var file = Path.Combine(volume, LocationFile);
        if (!File.Exists(file))
        {
            // Beside and moved over, so that a crash leaves a whole name or none.
            File.WriteAllText(file + ".new", Path.Combine(Parent, Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true)));
            File.Move(file + ".new", file);
        }

        var folder = File.ReadAllText(file).Trim();
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, Passable);
        return folder;
    }

    /// <summary>Removes a folder if there is one, and every folder elsewhere that belongs to something in it.</summary>
    internal static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            // Only what this host has made: a location that says something else is nobody's to remove.
            Directory.EnumerateFiles(folder, LocationFile, SearchOption.AllDirectories).Select(file => File.ReadAllText(file).Trim())
                .Where(outside => outside.StartsWith($"{Parent}/{Prefix}", StringComparison.Ordinal) && Directory.Exists(outside))
                .ToList().ForEach(outside => Directory.Delete(outside, recursive: true));
            Directory.Delete(folder, recursive: true);
        }
    }
}
