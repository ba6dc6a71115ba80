using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>
/// Ports of loopback that a server gets and keeps, also while it is away. They are none of those that the system gives to connections
/// (32768 and above on Linux, 49152 on others), of which one might be in its place when it starts.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int End = 32_768;

    private static int s_last = RandomNumberGenerator.GetInt32(End - First);

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref s_last) % (End - First));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
            }
        }
    }
}
