using System.IO.Compression;

namespace AspireStateless.LoadTests.Client;

/// <summary>Takes answers in as they were before they were coded for the way.</summary>
internal static class AnswerContent
{
    // What is larger is not waited for: its outcome is unknown.
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>
    /// Reads it to its end, and undoes its codings (RFC 9110, 8.4). Nobody asks for any, which would cost each request a tenth of its
    /// processor time; there are servers that do not wait to be asked.
    /// </summary>
    /// <exception cref="HttpRequestException">It has more than 4 MB.</exception>
    /// <exception cref="InvalidDataException">It has, without its codings; or it is not coded as it says.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await content.LoadIntoBufferAsync(MostBytes, cancellationToken);
        var body = await content.ReadAsByteArrayAsync(cancellationToken);
        return content.Headers.NonValidated.Contains("Content-Encoding")
            ? content.Headers.ContentEncoding.Reverse().Aggregate(body, Undo)
            : body;
    }

    private static byte[] Undo(byte[] coded, string coding)
    {
        using var from = new MemoryStream(coded);
        using Stream through = coding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(from, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(from, CompressionMode.Decompress),
            "BR" => new BrotliStream(from, CompressionMode.Decompress),
            "IDENTITY" => from,
            _ => throw new InvalidDataException($"Nobody here knows the coding '{coding}'."),
        };
        using var plain = new MemoryStream();
        try
        {
            var part = new byte[8192];
            while (plain.Length <= MostBytes && through.Read(part) is > 0 and var length)
            {
                plain.Write(part, 0, length);
            }
        }
        catch (InvalidOperationException failure)
        {
            // What Brotli's decoder throws for what is none.
            throw new InvalidDataException(failure.Message, failure);
        }

        return plain.Length <= MostBytes
            ? plain.ToArray() : throw new InvalidDataException($"Without its codings an answer has more than {MostBytes} bytes.");
    }
}
