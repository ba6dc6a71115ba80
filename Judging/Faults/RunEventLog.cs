using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireStateless.Judging.Faults;

/// <summary>Writes <c>faults.jsonl</c> as things happen: one line each, in the kernel's hands before the call returns.</summary>
internal sealed class RunEventLog(string path) : IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly StreamWriter _file = new(path, append: false) { AutoFlush = true };
    private readonly Lock _writing = new();

    public void Write(RunEvent line)
    {
        var text = JsonSerializer.Serialize(line, Format);
        lock (_writing)
        {
            _file.WriteLine(text);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads what was written whole; a last line that is cut is left out.</summary>
    public static IReadOnlyList<RunEvent> Read(string path)
    {
        var events = new List<RunEvent>();
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                events.Add(JsonSerializer.Deserialize<RunEvent>(line, Format) ?? throw new JsonException("null"));
            }
            catch (JsonException)
            {
                break;
            }
        }

        return events;
    }
}
