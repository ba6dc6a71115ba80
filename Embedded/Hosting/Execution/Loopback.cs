namespace Aspire.Hosting.Execution;

/// <summary>The addresses by which this machine reaches itself.</summary>
internal static class Loopback
{
    /// <summary>Listens on a port, both IPv4 and IPv6 where there is IPv6.</summary>
    /// <exception cref="SocketException">The port is in use.</exception>
    internal static List<Socket> Listen(int port)
    {
        var listeners = new List<Socket>();
        IPAddress[] addresses = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        foreach (var address in addresses)
        {
            var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(new IPEndPoint(address, port));
                listener.Listen(512);
                listeners.Add(listener);
            }
            catch (SocketException exception)
            {
                listener.Dispose();
                // The kernel may speak IPv6 while the loopback interface has no address of it: IPv4 alone will do.
                if (exception.SocketErrorCode != SocketError.AddressNotAvailable)
                {
                    listeners.ForEach(former => former.Dispose());
                    throw;
                }
            }
        }

        return listeners;
    }

    internal static bool IsFree(int port) => Attempt.To(() => Listen(port).ForEach(listener => listener.Dispose()));
}
