namespace Aspire.Hosting.Execution.Proxy;

/// <summary>Two sockets whose bytes go to each other. What breaks on one side breaks on the other alike. For one thread.</summary>
internal sealed class Relay(Socket client, Socket replica)
{
    private readonly RelayDirection toReplica = new(client, replica);
    private readonly RelayDirection toClient = new(replica, client);
    private readonly int clientDescriptor = NonBlocking(client);
    private readonly int replicaDescriptor = NonBlocking(replica);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when both sockets are closed.</summary>
    internal Task Ended => ended.Task;

    /// <summary>What to wait for: of the client's socket, and of the replica's.</summary>
    internal (PollEntry Client, PollEntry Replica) Entries =>
        (Entry(clientDescriptor, toReplica, toClient), Entry(replicaDescriptor, toClient, toReplica));

    /// <summary>Moves what can be moved now.</summary>
    internal void Move(PollEvents ofClient, PollEvents ofReplica, byte[] scratch)
    {
        // A broken socket is seen as neither readable nor writable; trying to use it tells.
        var isWhole = (ofClient == PollEvents.None || (toReplica.TryRead(scratch) && toClient.TryFlush()))
            && (ofReplica == PollEvents.None || (toClient.TryRead(scratch) && toReplica.TryFlush()));
        if (!isWhole)
        {
            Reset();
        }
        else if (toReplica.IsDone && toClient.IsDone)
        {
            Close();
        }
    }

    /// <summary>A reset on one side becomes a reset on both: ending politely would look like a whole answer.</summary>
    internal void Reset()
    {
        if (!Ended.IsCompleted)
        {
            AbortOnClose(client);
            AbortOnClose(replica);
            Close();
        }
    }

    private static int NonBlocking(Socket socket)
    {
        socket.Blocking = false;
        return (int)socket.Handle;
    }

    private static void AbortOnClose(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (SocketException)
        {
            // Some systems refuse options on a connection that was reset; then there is nothing left to reset.
        }
    }

    private void Close()
    {
        client.Dispose();
        replica.Dispose();
        ended.TrySetResult();
    }

    private static PollEntry Entry(int descriptor, RelayDirection from, RelayDirection to)
    {
        var wanted = (from.CanRead ? PollEvents.Readable : PollEvents.None) | (to.HasPending ? PollEvents.Writable : PollEvents.None);
        return new PollEntry { Descriptor = wanted == PollEvents.None ? -1 : descriptor, Wanted = wanted };
    }
}
