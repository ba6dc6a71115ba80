using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// The health check of an image without a shell: the service's own program, asked with one argument. By a bare socket, because it starts
/// every few seconds beside every replica.
/// </summary>
public static class HealthProbe
{
    /// <summary>What asks for it: <c>Api.dll --alive</c>.</summary>
    public const string Argument = "--alive";

    private const int UsualPort = 8080;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Asks <c>GET /alive</c> of the service beside it, at the first of <c>ASPNETCORE_HTTP_PORTS</c>.</summary>
    /// <returns>The exit code: 0, or 1 where it does not say 200 within a second.</returns>
    public static async Task<int> AskAsync()
    {
        var ports = Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS")?.Split(';')[0];
        var port = int.TryParse(ports, NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : UsualPort;
        using var limit = new CancellationTokenSource(Limit);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            await socket.SendAsync(
                "GET /alive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), limit.Token);
            var answer = new byte["HTTP/1.1 200".Length];
            await using var stream = new NetworkStream(socket);
            await stream.ReadExactlyAsync(answer, limit.Token);
            return Encoding.ASCII.GetString(answer) == "HTTP/1.1 200" ? 0 : 1;
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
        {
            return 1;
        }
    }
}
