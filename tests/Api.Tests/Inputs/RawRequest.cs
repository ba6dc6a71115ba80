using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AspireStateless.Api.Tests.Inputs;

/// <summary>A request as its bytes, one character each: what no HTTP client would send can be sent.</summary>
/// <param name="What">What is wrong with it.</param>
/// <param name="IsWrong">It breaks the contract, so it has to be refused; others may be odd and right.</param>
internal sealed record RawRequest(string Method, string Target, IReadOnlyList<string> Headers, string Body, string What, bool IsWrong)
{
    private string Text =>
        string.Create(CultureInfo.InvariantCulture, $"{Method} {Target} HTTP/1.1\r\nConnection: close\r\nContent-Length: {Body.Length}\r\n")
        + string.Concat(Headers.Select(header => header + "\r\n")) + "\r\n" + Body;

    public override string ToString() => string.Concat(Text.Select(Shown)).Replace("\\r\\n", "\n  ", StringComparison.Ordinal);

    /// <returns>The status of the answer, and the rest of it; 0 if the connection was closed without one.</returns>
    public async Task<(int Status, string Answer)> SendAsync(Uri server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Text), cancellationToken);
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            // Refused before it was read to its end; what was answered until then counts.
        }

        var text = Encoding.Latin1.GetString(answer.ToArray());
        return (text.Length > 12 ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text);
    }

    private static string Shown(char character) => character switch
    {
        '\r' => "\\r",
        '\n' => "\\n",
        >= ' ' and < (char)127 => character.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
    };
}
