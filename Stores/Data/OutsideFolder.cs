using System.Security.Cryptography;

namespace AspireStateless.Stores.Data;

/// <summary>
/// A folder of a store that cannot be in the data folder, because the store runs as a user who cannot reach it. It has a random name that
/// is kept in the data folder; so they are found together, and go together.
/// </summary>
internal static class OutsideFolder
{
    private const string Parent = "/var/tmp";
    private const string Prefix = "aspire-store-";
    private static readonly KeptName Location = new("location");

    /// <summary>The folder that belongs to a store's; the same every time, made if it is not there.</summary>
    public static string Of(string store)
    {
        if (Location.Of(store) is not { } folder)
        {
            folder = Path.Combine(Parent, Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true));
            Location.Keep(store, folder);
        }

        Directory.CreateDirectory(folder);
        FileModes.MakePassable(folder);
        return folder;
    }

    /// <summary>Where <see cref="Of"/> has led before; null if it never did.</summary>
    public static string? Known(string store) => Location.Of(store);

    /// <summary>Removes a folder if there is one, and every folder elsewhere that belongs to something in it.</summary>
    public static void Remove(string folder)
    {
        while (Directory.Exists(folder))
        {
            try
            {
                // Only what was made here: a location that says something else is nobody's to remove.
                Directory.EnumerateFiles(folder, Location.FileName, SearchOption.AllDirectories).Select(file => File.ReadAllText(file).Trim())
                    .Where(outside => outside.StartsWith($"{Parent}/{Prefix}", StringComparison.Ordinal) && Directory.Exists(outside))
                    .ToList().ForEach(outside => Directory.Delete(outside, recursive: true));
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception gone) when (gone is DirectoryNotFoundException or FileNotFoundException)
            {
                // Somebody else removes from it too, as an orchestrator that ends does: the rest goes at the next try.
            }
        }
    }
}
