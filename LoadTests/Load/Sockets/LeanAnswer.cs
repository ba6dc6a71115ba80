using System.Buffers.Text;

namespace AspireStateless.LoadTests.Load.Sockets;

/// <summary>Finds the end of an HTTP/1.1 answer in what was received, as far as the bare endpoints of a measurement need it.</summary>
internal static class LeanAnswer
{
    private const int StatusAt = 9; // Behind "HTTP/1.1 ".
    private const int StatusLength = 3;

    /// <param name="received">From the first byte of the answer on.</param>
    /// <param name="length">Of the whole answer, in bytes; 0 while its head is not complete.</param>
    /// <returns>Its status.</returns>
    /// <exception cref="InvalidDataException">It is none, or does not say how long it is.</exception>
    public static int Scan(ReadOnlySpan<byte> received, out int length)
    {
        length = 0;
        int head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return 0;
        }

        int field = received[..head].IndexOf("\r\nContent-Length: "u8);
        if (field < 0 || head < StatusAt + StatusLength
            || !Utf8Parser.TryParse(received[(field + "\r\nContent-Length: ".Length)..], out int body, out _)
            || !Utf8Parser.TryParse(received.Slice(StatusAt, StatusLength), out int status, out _))
        {
            throw new InvalidDataException("The target answers in a way that the lean client does not know: it needs a Content-Length.");
        }

        length = head + "\r\n\r\n".Length + body;
        return status;
    }
}
