using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace AspireStateless.Api.Keys;

/// <summary>Reads which key protects a payload: Data Protection writes its magic number, then the key's id.</summary>
internal static class TokenHeader
{
    private const uint Magic = 0x09F0C9F0;
    private const int Bytes = sizeof(uint) + 16;

    // base64url of 20 bytes takes 27 characters; the 28th belongs to what follows.
    private const int Characters = 28;

    /// <returns>Null for what Data Protection did not make.</returns>
    public static Guid? KeyOf(string token)
    {
        Span<byte> header = stackalloc byte[Bytes + 1];
        return token.Length >= Characters
            && Base64Url.DecodeFromChars(token.AsSpan(0, Characters), header, out _, out var written) == OperationStatus.Done
            && written >= Bytes
            && BinaryPrimitives.ReadUInt32BigEndian(header) == Magic
            ? new Guid(header[sizeof(uint)..Bytes])
            : null;
    }
}
