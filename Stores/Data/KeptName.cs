namespace AspireStateless.Stores.Data;

/// <summary>The name of something elsewhere that belongs to a store's folder, kept in a file of it: so they go together.</summary>
internal sealed class KeptName(string fileName)
{
    public string FileName => fileName;

    /// <summary>Null if none was kept.</summary>
    public string? Of(string store) =>
        Path.Combine(store, fileName) is var file && File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } name
            ? name
            : null;

    /// <summary>Written beside and moved into place: a crash leaves the whole name or none.</summary>
    public void Keep(string store, string name)
    {
        var file = Path.Combine(store, fileName);
        File.WriteAllText(file + ".new", name);
        File.Move(file + ".new", file);
    }
}
