namespace Aspire.Hosting.Execution.Proxy;

/// <summary>The replicas behind an endpoint, and the connections that wait for the first of them. Thread-safe.</summary>
internal sealed class ProxyTargets
{
    internal const int ParkedMax = 20;

    private readonly Lock gate = new();
    private readonly List<Parked> parked = [];
    private readonly Dictionary<string, int> ports = new(StringComparer.Ordinal);
    private int[] choices = [];

    /// <summary>How many connections wait now.</summary>
    internal int ParkedCount => parked.Count;

    /// <summary>A replica was started, or started anew on another port.</summary>
    internal void Add(string instance, int port) => Change(() => ports[instance] = port);

    /// <summary>A replica stops or has ended.</summary>
    internal void Remove(string instance) => Change(() => ports.Remove(instance));

    /// <summary>The port of a random replica; null if there is none.</summary>
    internal int? Choose()
    {
        var now = Volatile.Read(ref choices);
        return now.Length == 0 ? null : now[RandomNumberGenerator.GetInt32(now.Length)];
    }

    /// <summary>Waits until the replicas change. Beyond <see cref="ParkedMax"/> waiting connections, the one that waited longest is closed.</summary>
    /// <exception cref="ObjectDisposedException">This connection was the one.</exception>
    internal async Task ParkAsync(Socket client, CancellationToken cancellationToken)
    {
        var place = new Parked(client, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            if (choices.Length > 0)
            {
                return;
            }

            parked.Add(place);
            if (parked.Count > ParkedMax)
            {
                parked[0].Client.Dispose();
                parked[0].Left.SetException(new ObjectDisposedException(nameof(Socket)));
                parked.RemoveAt(0);
            }
        }

        try
        {
            await place.Left.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                parked.Remove(place);
            }
        }
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            choices = [.. ports.Values];
            if (choices.Length > 0)
            {
                parked.ForEach(place => place.Left.SetResult());
                parked.Clear();
            }
        }
    }

    private sealed record Parked(Socket Client, TaskCompletionSource Left);
}
