using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AspireStateless.Embedded.Tests.Proxy;

/// <summary>Short words over sockets.</summary>
internal static class TcpTalk
{
    internal static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Deadline.Token);
        return socket;
    }

    internal static async Task SayAsync(this Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text), Deadline.Token);

    /// <summary>What comes next; empty at the end of the stream.</summary>
    internal static async Task<string> HearAsync(this Socket socket)
    {
        var buffer = new byte[1024];
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, Deadline.Token));
    }

    /// <summary>Closes with a reset instead of an end.</summary>
    internal static void Reset(this Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}
