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
    private readonly ConcurrentDictionary<int, FileStream> held = new();

    /// <summary>A port that nobody listens on and no other AppHost holds.</summary>
    internal int Take()
    {
        MakeFolder();
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last + 1);
            if (TryTake(port))
            {
                return port;
            }
        }

        throw new DistributedApplicationException($"No free port found between {First} and {Last} in {TriesMax} tries.");
    }

    internal void Release(int port)
    {
        if (held.TryRemove(port, out var hold))
        {
            hold.Dispose();
        }
    }

    public void Dispose() => held.Keys.ToList().ForEach(Release);

    private bool TryTake(int port)
    {
        var isHeld = Attempt.To(() => held[port] = new FileStream(
            Path.Combine(Folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        if (isHeld && !Loopback.IsFree(port))
        {
            Release(port);
            return false;
        }

        return isHeld;
    }

    private static void MakeFolder()
    {
        // Shared by all users of the machine, each removing only files of their own, as in the temporary folder itself.
        if (!Directory.Exists(Folder))
        {
            Directory.CreateDirectory(Folder);
            File.SetUnixFileMode(Folder, (UnixFileMode)0b1_111_111_111);
        }
    }
}
