using System.Security.Cryptography;
using System.Text.Json;
using AspireStateless.Judging.Faults;

namespace AspireStateless.LoadTests.Plans;

/// <summary>
/// The end of a record: the last line of <c>faults.jsonl</c> holds SHA-256 of the two other files and of every line before it, in
/// hexadecimal. Nothing that is missing then, however neatly it was cut off, goes unnoticed.
/// </summary>
/// <param name="Plan">Of <c>plan.json</c>.</param>
/// <param name="History">Of <c>history.bin</c>.</param>
/// <param name="Events">Of <c>faults.jsonl</c> up to this line.</param>
internal sealed record RecordSeal(string Plan, string History, string Events)
{
    /// <summary>Stands in the first line of a record that will get an end.</summary>
    public const string Promised = "sealed";

    /// <summary>The line, once everything else of the record is written.</summary>
    public static RunEvent Of(string folder) => new(RunEventType.Sealed, MonotonicClock.Now)
    {
        Details = JsonSerializer.SerializeToElement(
            new RecordSeal(
                Hash(File.ReadAllBytes(Path.Combine(folder, "plan.json"))),
                Hash(File.ReadAllBytes(Path.Combine(folder, "history.bin"))),
                Hash(ReadShared(Path.Combine(folder, "faults.jsonl")))),
            JsonSerializerOptions.Web),
    };

    /// <returns>What is missing of a record; null for a whole one, and for one of a version before there were ends.</returns>
    public static string? FaultOf(string folder, IReadOnlyList<RunEvent> events)
    {
        if (events is [.., { Type: RunEventType.Sealed, Details: { } details }])
        {
            var seal = details.Deserialize<RecordSeal>(JsonSerializerOptions.Web)!;
            return seal.Plan != Hash(File.ReadAllBytes(Path.Combine(folder, "plan.json"))) ? "plan.json is not the run's"
                : seal.History != Hash(File.ReadAllBytes(Path.Combine(folder, "history.bin"))) ? "history.bin is not whole"
                : seal.Events != Hash(BeforeLastLine(File.ReadAllBytes(Path.Combine(folder, "faults.jsonl"))))
                    ? "faults.jsonl is not whole"
                    : null;
        }

        return IsPromised(events) ? "the record has no end: the run was cut short, or faults.jsonl was" : null;
    }

    /// <summary>Whether the record can be known to be whole.</summary>
    public static bool IsPromised(IReadOnlyList<RunEvent> events) => events is [{ State: Promised }, ..];

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static ReadOnlySpan<byte> BeforeLastLine(ReadOnlySpan<byte> lines) =>
        lines[..(lines[..^1].LastIndexOf((byte)'\n') + 1)];

    // Whoever writes the lines has the file open.
    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
