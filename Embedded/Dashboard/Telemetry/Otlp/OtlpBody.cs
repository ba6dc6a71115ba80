using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>The payload of a request in one piece, unpacked. It grows with what has arrived, not with what was announced, and is bounded.</summary>
internal sealed class OtlpBody : IDisposable
{
    private const int FirstBytes = 64 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int length;

    public ReadOnlySpan<byte> Payload => buffer.AsSpan(0, length);

    /// <exception cref="MalformedPayloadException">It is no gzip although it says so, or larger than <see cref="OtlpLimits.PayloadBytesMax"/>.</exception>
    public static async Task<OtlpBody> ReadAsync(HttpRequest request, bool isGzip)
    {
        var body = new OtlpBody();
        try
        {
            await using var source = isGzip ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;
            await body.FillAsync(source, request.HttpContext.RequestAborted);
            return body;
        }
        catch (InvalidDataException)
        {
            body.Dispose();
            throw new MalformedPayloadException("The payload is not the gzip that it says it is.");
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        (buffer, length) = ([], 0);
    }

    private async Task FillAsync(Stream source, CancellationToken cancellationToken)
    {
        while (await source.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length > OtlpLimits.PayloadBytesMax)
            {
                throw new MalformedPayloadException($"A payload may have {OtlpLimits.PayloadBytesMax} bytes; this one has more.");
            }

            if (length == buffer.Length)
            {
                Grow();
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        Payload.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
