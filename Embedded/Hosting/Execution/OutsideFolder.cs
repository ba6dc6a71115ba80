using System.Security.Cryptography;

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

    /// <summary>The folder that belongs to a volume; the same every time.</summary>
    internal static string Of(string volume)
    {
        var file = Path.Combine(volume, LocationFile);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Path.Combine(Parent, Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true)));
        }

        return File.ReadAllText(file).Trim();
    }

    /// <summary>Removes a folder, and every folder elsewhere that belongs to something in it.</summary>
    internal static void Remove(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, LocationFile, SearchOption.AllDirectories))
        {
            var outside = File.ReadAllText(file).Trim();
            // Only what this host has made: a location that says something else is nobody's to remove.
            if (outside.StartsWith($"{Parent}/{Prefix}", StringComparison.Ordinal) && Directory.Exists(outside))
            {
                Directory.Delete(outside, recursive: true);
            }
        }

        Directory.Delete(folder, recursive: true);
    }
}
