using System.Numerics;
using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Histories;

/// <summary>
/// The layout of <c>history.bin</c>: a 64-byte header, then 64-byte records in the order in which they were begun, little-endian.
/// Each record ends in a CRC-32C of its first 60 bytes, so that a torn record is recognised. A record of zeros was reserved and
/// never written. Reserved fields are 0: a later program may give them a meaning in which 0 is "none" without a new version.
/// </summary>
internal static class HistoryFormat
{
    public const int RecordSize = 64;
    public const int Version = 1;

    /// <summary>"ASHISTRY" read as a little-endian number.</summary>
    public const ulong Magic = 0x5952545349485341;

    public static uint Checksum(ReadOnlySpan<byte> record)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(record[..56]);
        var crc = 0xFFFFFFFF;
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        return BitOperations.Crc32C(crc, MemoryMarshal.Read<uint>(record[56..])) ^ 0xFFFFFFFF;
    }
}

/// <summary>A file that cannot be read as a history; the message says why, in one line.</summary>
internal sealed class HistoryFormatException(string message) : Exception(message);
