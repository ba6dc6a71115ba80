namespace Aspire.Hosting.Execution;

/// <summary>
/// Hands out free loopback ports from 10000 to 32767: below the range that Linux gives to outgoing connections, so that a port stays free while
/// its process restarts. A lock file a port keeps AppHosts that start at the same time apart.
/// </summary>
internal sealed class PortReservations : IDisposable
{
    private const int First = 10_000;
    private const int Last = 32_767;
    private const int TriesMax = 1_000;

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "embedded-apphost-ports");
    private readonly Lock gate = new();
    private readonly Dictionary<int, FileStream> held = [];

    /// <summary>A port that nobody listens on and no other AppHost holds.</summary>
    internal int Take()
    {
        MakeFolder();
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last + 1);
            if (TryHold(port) is not { } hold)
            {
                continue;
            }

            if (IsFree(port))
            {
                lock (gate)
                {
                    held.Add(port, hold);
                }

                return port;
            }

            hold.Dispose();
        }

        throw new DistributedApplicationException($"No free port found between {First} and {Last} in {TriesMax} tries.");
    }

    internal void Release(int port)
    {
        lock (gate)
        {
            if (held.Remove(port, out var hold))
            {
                hold.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var hold in held.Values)
            {
                hold.Dispose();
            }

            held.Clear();
        }
    }

    internal static bool IsFree(int port) =>
        IsFree(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || IsFree(IPAddress.IPv6Loopback, port));

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // No IPv6 loopback on this machine: nobody can listen there.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static FileStream? TryHold(int port)
    {
        try
        {
            return new FileStream(
                Path.Combine(Folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void MakeFolder()
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(Folder))
        {
            Directory.CreateDirectory(Folder);
            return;
        }

        // Shared by all users of the machine, each removing only files of their own, as in the temporary folder itself.
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, (UnixFileMode)0b1_111_111_111);
    }
}
