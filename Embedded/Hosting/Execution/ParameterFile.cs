namespace Aspire.Hosting.Execution;

/// <summary>Generated parameters on disk, readable by their owner only. Thread-safe.</summary>
internal sealed class ParameterFile(Func<string> path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly Lock gate = new();

    internal string GetOrAdd(string name, Func<string> generate)
    {
        lock (gate)
        {
            var file = path();
            var known = Read(file);
            if (!known.TryGetValue(name, out var value))
            {
                known[name] = value = generate();
                Write(file, known);
            }

            return value;
        }
    }

    private static SortedDictionary<string, string> Read(string file)
    {
        try
        {
            var text = File.Exists(file) ? File.ReadAllText(file) : "{}";
            return new(JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [], StringComparer.OrdinalIgnoreCase);
        }
        catch (JsonException exception)
        {
            // A new password would not open the old data: stop rather than generate one.
            throw new DistributedApplicationException(
                $"'{file}' is damaged: {exception.Message} Mend it, or remove the whole data folder to start with empty stores.");
        }
    }

    private static void Write(string file, SortedDictionary<string, string> values)
    {
        // Written beside and moved over, so that a crash leaves the old file or the new one, never half of one.
        var beside = file + ".new";
        using (var stream = DataFolder.CreateFile(beside))
        {
            JsonSerializer.Serialize(stream, values, Indented);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }
}
