using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Histories;

/// <summary>Reads a history that is being written: all of it up to the first record that is not whole yet.</summary>
/// <remarks>
/// A slot is taken before its record is written, and the start of an attempt is written before it is sent. So what was seen of an effect
/// has a later slot than the start of its cause, and every prefix of whole records explains itself. A reader that skipped a slot instead
/// could miss a cause and keep its effect.
/// </remarks>
internal static class GrowingHistory
{
    /// <exception cref="HistoryFormatException">It is not a history, or one of another version.</exception>
    public static History Read(string path)
    {
        byte[] bytes;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            bytes = new byte[file.Length];
            bytes = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }

        using var whole = new MemoryStream(bytes, 0, WholeLength(bytes), writable: false);
        return HistoryReader.Read(whole, Path.GetFileName(path));
    }

    private static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at + HistoryFormat.RecordSize <= bytes.Length && IsWhole(bytes.Slice(at, HistoryFormat.RecordSize)))
        {
            at += HistoryFormat.RecordSize;
        }

        return at;
    }

    /// <summary>One that was reserved and not written is not: the checksum of zeros is not zero.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> record) =>
        HistoryFormat.Checksum(record) == MemoryMarshal.Read<uint>(record[60..]);
}
