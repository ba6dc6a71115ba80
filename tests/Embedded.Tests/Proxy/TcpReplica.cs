using System.Net;
using System.Net.Sockets;

namespace AspireStateless.Embedded.Tests.Proxy;

/// <summary>A replica that a test plays by hand.</summary>
internal sealed class TcpReplica : IDisposable
{
    private readonly TcpListener listener;

    private TcpReplica(int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
    }

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    internal static TcpReplica Listen(int port = 0) => new(port);

    internal async Task<Socket> AcceptAsync() => await listener.AcceptSocketAsync(Deadline.Token);

    /// <summary>Connections waiting to be accepted are taken and counted.</summary>
    internal int TakeAll()
    {
        var count = 0;
        for (; listener.Pending(); count++)
        {
            listener.AcceptSocket().Dispose();
        }

        return count;
    }

    public void Dispose() => listener.Dispose();
}
