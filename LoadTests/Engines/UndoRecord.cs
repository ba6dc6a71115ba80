using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>
/// What this process has done to an engine and not undone yet, in a file that outlives it: written before it is done, so that whoever comes
/// after a SIGKILL knows. Thread-safe.
/// </summary>
internal sealed class UndoRecord(IEngine engine)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };
    private readonly Lock _writing = new();
    private readonly List<Undo> _open = [];

    /// <summary>Of this user, for all that runs on this machine.</summary>
    public static string Folder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            is { Length: > 0 } own ? own : Path.GetTempPath(),
        "aspire-stateless", "engines");

    private static string OwnFile => Path.Combine(Folder, FormattableString.Invariant(
        $"{ProcessIdentity.Own.Pid}-{ProcessIdentity.Own.StartTicks}.json"));

    /// <summary>Undoes what processes that are gone have left on an engine.</summary>
    /// <param name="service">The only one that is meant, or its project or stack; null for all.</param>
    /// <param name="say">Told of each thing that was undone.</param>
    /// <exception cref="CopyRefusedException">Something cannot be undone; it stays on record.</exception>
    public static async Task HealAsync(IEngine engine, string? service, Action<string> say, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.json") : [])
        {
            if (Read(path) is not { } left || left.Engine != engine.Address || new ProcessIdentity(left.Pid, left.StartTicks).IsAlive())
            {
                continue;
            }

            foreach (var undo in left.Open.Where(undo => undo.IsOf(service)).ToList())
            {
                if (await engine.CarryOutAsync(undo, cancellationToken))
                {
                    say($"{undo}, as an earlier run left it otherwise");
                }

                left.Open.Remove(undo);
                Write(path, left);
            }
        }
    }

    /// <summary>Before something is done.</summary>
    public void Add(Undo undo) => Change(open => open.Add(undo));

    /// <summary>Undoes it, and then forgets it.</summary>
    /// <exception cref="CopyRefusedException">It cannot be undone; it stays on record.</exception>
    public async Task UndoAsync(Undo undo, CancellationToken cancellationToken)
    {
        await engine.CarryOutAsync(undo, cancellationToken);
        Change(open => open.Remove(undo));
    }

    /// <summary>Undoes all that is left of this process's.</summary>
    /// <returns>Why something could not be; null where all was.</returns>
    public async Task<string?> UndoAllAsync()
    {
        string? failure = null;
        List<Undo> left = [];
        Change(left.AddRange);
        foreach (var undo in left)
        {
            try
            {
                await UndoAsync(undo, CancellationToken.None);
            }
            catch (CopyRefusedException refused)
            {
                failure = $"it cannot be undone that {undo}: {refused.Message}";
            }
        }

        return failure;
    }

    private void Change(Action<List<Undo>> change)
    {
        lock (_writing)
        {
            change(_open);
            Write(OwnFile, new(engine.Address, ProcessIdentity.Own.Pid, ProcessIdentity.Own.StartTicks, _open));
        }
    }

    private static Content? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Format);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static void Write(string path, Content content)
    {
        Directory.CreateDirectory(Folder);
        if (content.Open.Count == 0)
        {
            File.Delete(path);
            return;
        }

        // Whole or not at all.
        File.WriteAllBytes($"{path}.new", JsonSerializer.SerializeToUtf8Bytes(content, Format));
        File.Move($"{path}.new", path, overwrite: true);
    }

    private sealed record Content(string Engine, int Pid, long StartTicks, List<Undo> Open);
}
