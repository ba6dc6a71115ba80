using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.LoadTests.Tests.Fakes.Clusters;

/// <summary>
/// The other end of a forwarded port, as a node serves it: channel 0 is what goes in and out, channel 1 why nothing does, and each begins
/// with the port.
/// </summary>
internal static class FakePortForward
{
    private const string Protocol = "v4.channel.k8s.io";

    public static async Task CarryAsync(HttpContext context, Uri? pod, int port)
    {
        if (pod is null || !context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol))
        {
            context.Response.StatusCode = pod is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
        // A message may come in parts.
        await SendAsync(socket, [0, (byte)(port & 0xFF)], isWhole: false);
        await SendAsync(socket, [(byte)(port >> 8)]);
        await SendAsync(socket, [1, (byte)(port & 0xFF), (byte)(port >> 8)]);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(pod.Host, port == FakeDeployment.Port ? pod.Port : port);
            var stream = client.GetStream();
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            await Task.WhenAny(InAsync(socket, stream, over.Token), OutAsync(socket, stream, over.Token));
            await over.CancelAsync();
        }
        catch (SocketException refused)
        {
            await SendAsync(socket, [1, .. Encoding.UTF8.GetBytes($"error forwarding port {port}: {refused.Message}")]);
        }
    }

    private static async Task InAsync(WebSocket socket, Stream pod, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
        {
            Assert.True(part.EndOfMessage && buffer[0] == 0);
            await pod.WriteAsync(buffer.AsMemory(1, part.Count - 1), cancellationToken);
        }
    }

    private static async Task OutAsync(WebSocket socket, Stream pod, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await pod.ReadAsync(buffer.AsMemory(1), cancellationToken) is > 0 and var count)
        {
            await socket.SendAsync(buffer.AsMemory(0, 1 + count), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
    }

    private static Task SendAsync(WebSocket socket, byte[] message, bool isWhole = true) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, isWhole, CancellationToken.None);
}
