using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AspireStateless.LoadTests.Load.Arrivals;

/// <summary>Tells one list of arrivals from another: two runs with the same hash were offered the same load.</summary>
internal static class ArrivalHash
{
    /// <param name="due">Nanoseconds from the start.</param>
    /// <returns>SHA-256 of the times as 64-bit little-endian numbers, in hexadecimal.</returns>
    public static string Of(ReadOnlySpan<long> due)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (var time in due)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, time);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
