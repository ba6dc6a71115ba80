using System.Net;
using System.Text;

namespace AspireStateless.LoadTests.Client;

/// <summary>
/// The body of every mutating request. It must not be null: the handler silently sends a request without content again when a
/// connection closes before the answer, and one recorded operation would be two.
/// </summary>
internal sealed class SentContent : HttpContent
{
    private readonly byte[] _body;
    private readonly Action? _sent;

    /// <param name="text">Null for an empty body.</param>
    /// <param name="sent">Called when the request is with the operating system; null when nobody needs to know.</param>
    public SentContent(string? text, string mediaType, Action? sent)
    {
        (_body, _sent) = (text is null ? [] : Encoding.UTF8.GetBytes(text), sent);
        if (text is not null)
        {
            Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_body);
        if (_sent is not null)
        {
            await stream.FlushAsync();
            _sent();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
