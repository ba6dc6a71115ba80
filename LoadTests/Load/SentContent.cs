using System.Net;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// The empty body of every mutating request. It must not be null: the handler silently sends a request without content again
/// when a connection closes before the answer, and one recorded operation would be two.
/// </summary>
/// <param name="sent">Called when the request is with the operating system; null when nobody needs to know.</param>
internal sealed class SentContent(Action? sent) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (sent is not null)
        {
            await stream.FlushAsync();
            sent();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }
}
