using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace AspireStateless.LoadTests.Load.Sockets;

/// <summary>A whole HTTP/1.1 request as bytes.</summary>
internal static class LeanRequest
{
    /// <param name="token">A bearer token; null for none.</param>
    /// <param name="key">An Idempotency-Key; null for none.</param>
    /// <param name="body">Sent as JSON; null for none.</param>
    public static byte[] Of(HttpMethod method, string path, IPEndPoint host, string? token, string? key, object? body)
    {
        var content = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
        if (token is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {token}\r\n");
        }

        if (key is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Idempotency-Key: {key}\r\n");
        }

        if (body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {content.Length}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. content];
    }
}
