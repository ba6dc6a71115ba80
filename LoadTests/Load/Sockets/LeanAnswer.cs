using System.Buffers.Text;

namespace AspireStateless.LoadTests.Load.Sockets;

/// <summary>Finds the end of an HTTP/1.1 answer in what was received, as far as the endpoints of a measurement need it.</summary>
internal static class LeanAnswer
{
    private const int StatusAt = 9; // Behind "HTTP/1.1 ".
    private const int StatusLength = 3;

    /// <param name="received">From the first byte of the answer on.</param>
    /// <param name="length">Of the whole answer, in bytes; 0 while it is not known yet.</param>
    /// <returns>Its status; 0 while its length is not known.</returns>
    /// <exception cref="InvalidDataException">It is none, or does not say where it ends.</exception>
    public static int Scan(ReadOnlySpan<byte> received, out int length)
    {
        length = 0;
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return 0;
        }

        var body = head + "\r\n\r\n".Length;
        if (head < StatusAt + StatusLength || !Utf8Parser.TryParse(received.Slice(StatusAt, StatusLength), out int status, out _))
        {
            throw Unknown();
        }

        var field = received[..head].IndexOf("\r\nContent-Length: "u8);
        if (field >= 0)
        {
            length = Utf8Parser.TryParse(received[(field + "\r\nContent-Length: ".Length)..], out int bytes, out _) ? body + bytes
                : throw Unknown();
            return status;
        }

        var chunks = received[..head].IndexOf("\r\nTransfer-Encoding: chunked"u8) >= 0 ? Chunks(received[body..]) : throw Unknown();
        length = chunks == 0 ? 0 : body + chunks;
        return chunks == 0 ? 0 : status;
    }

    /// <returns>The bytes of all chunks (RFC 9112, section 7.1) with the last one, behind which no trailer comes; 0 while that is not
    /// there.</returns>
    private static int Chunks(ReadOnlySpan<byte> received)
    {
        var at = 0;
        while (at < received.Length && received[at..].IndexOf("\r\n"u8) is >= 0 and var line)
        {
            if (!Utf8Parser.TryParse(received.Slice(at, line), out int size, out var digits, 'x') || digits != line)
            {
                throw Unknown();
            }

            at += line + "\r\n".Length + size + "\r\n".Length;
            if (size == 0)
            {
                return at <= received.Length ? at : 0;
            }
        }

        return 0;
    }

    private static InvalidDataException Unknown() =>
        new("The target answers in a way that the lean client does not know: it needs a Content-Length, or plain chunks.");
}
