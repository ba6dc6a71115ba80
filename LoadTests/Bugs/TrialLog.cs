using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireStateless.LoadTests.Bugs;

/// <summary>The file of trials so far, a line each, so that a score that was interrupted goes on where it was.</summary>
internal sealed class TrialLog
{
    private static readonly JsonSerializerOptions Format = new(
        JsonSerializerDefaults.Web)
    { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
    private readonly string _path;
    private readonly Dictionary<(string Bug, ulong Seed, string Commit), BugTrial> _trials = [];

    /// <param name="path">Its folder is made.</param>
    /// <param name="fresh">Forget what is there.</param>
    public TrialLog(string path, bool fresh)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (fresh)
        {
            File.Delete(path);
        }

        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        if (text.Length > 0 && text[^1] != '\n')
        {
            // The last line was cut: the next one must not become a part of it.
            File.AppendAllText(path, "\n");
        }

        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(line) is { } trial)
            {
                _trials[Key(trial)] = trial;
            }
        }
    }

    /// <summary>Null where it is still to be done.</summary>
    public BugTrial? Find(string bug, ulong seed, string commit) => _trials.GetValueOrDefault((bug, seed, commit));

    public void Add(BugTrial trial)
    {
        _trials[Key(trial)] = trial;
        File.AppendAllText(_path, JsonSerializer.Serialize(trial, Format) + "\n");
    }

    private static (string Bug, ulong Seed, string Commit) Key(BugTrial trial) => (trial.Bug, trial.Seed, trial.Commit);

    /// <summary>A line that was cut, or is of another version, is a trial still to be done.</summary>
    private static BugTrial? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<BugTrial>(line, Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
