namespace Aspire.Hosting.Execution.Proxy;

/// <summary>Two sockets whose bytes go to each other. What breaks on one side breaks on the other alike. For one thread.</summary>
internal sealed class Relay(Socket client, Socket replica)
{
    private readonly RelayDirection toReplica = new(client, replica);
    private readonly RelayDirection toClient = new(replica, client);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when both sockets are closed.</summary>
    internal Task Ended => ended.Task;

    /// <summary>What to wait for.</summary>
    internal (PollEntry ToReplica, PollEntry ToClient) Entries => (toReplica.Entry, toClient.Entry);

    /// <summary>Moves what can be moved now.</summary>
    internal void Move(PollEvents ofToReplica, PollEvents ofToClient, byte[] scratch)
    {
        // A broken socket is seen as neither readable nor writable; trying to use it tells.
        var isWhole = (ofToReplica == PollEvents.None || toReplica.TryMove(scratch))
            && (ofToClient == PollEvents.None || toClient.TryMove(scratch));
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

    // Some systems refuse options on a connection that was reset; then there is nothing left to reset.
    private static void AbortOnClose(Socket socket) => Attempt.To(() => socket.LingerState = new LingerOption(enable: true, seconds: 0));

    private void Close()
    {
        client.Dispose();
        replica.Dispose();
        ended.TrySetResult();
    }
}
