using System.Security.Cryptography;
using System.Text.Json;

namespace AspireStateless.Stores.Data;

/// <summary>Generated passwords on disk, beside the data that they open, readable by their owner only. Thread-safe.</summary>
internal sealed class Passwords(string file)
{
    // No 0, O, 1, l or I: people read these aloud. And no braces, in which the orchestrator would look for a template.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 22;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly Lock _gate = new();

    /// <summary>A password, the same every time.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="openedBy">What it opens and is there already; null if there is nothing yet.</param>
    /// <exception cref="DistributedApplicationException">It is lost, or the file is damaged: a new one would open nothing.</exception>
    public string GetOrCreate(string name, string? openedBy)
    {
        lock (_gate)
        {
            var known = Read();
            if (!known.TryGetValue(name, out var value))
            {
                if (openedBy is not null)
                {
                    throw new DistributedApplicationException(
                        $"{openedBy} is there, and '{file}' has no '{name}' to open it. Put that file back, or start with empty stores: "
                        + $"remove '{Path.GetDirectoryName(file)}', or choose another folder with --Data=<folder>.");
                }

                known[name] = value = RandomNumberGenerator.GetString(Alphabet, Length);
                Write(known);
            }

            return value;
        }
    }

    private SortedDictionary<string, string> Read()
    {
        try
        {
            var text = File.Exists(file) ? File.ReadAllText(file) : "{}";
            return new(JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [], StringComparer.OrdinalIgnoreCase);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException(
                $"'{file}' is damaged: {exception.Message} Mend it, or remove the whole data folder to start with empty stores.");
        }
    }

    private void Write(SortedDictionary<string, string> values)
    {
        // Written beside and moved over, so that a crash leaves the old file or the new one, never half of one.
        var beside = file + ".new";
        using (var stream = FileModes.CreateOwners(beside))
        {
            JsonSerializer.Serialize(stream, values, Indented);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }
}
