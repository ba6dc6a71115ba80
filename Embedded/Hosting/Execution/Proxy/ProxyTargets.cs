namespace Aspire.Hosting.Execution.Proxy;

/// <summary>The replicas behind an endpoint, and the connections that wait for the first of them. Thread-safe.</summary>
internal sealed class ProxyTargets
{
    internal const int ParkedMax = 20;

    private readonly Lock gate = new();
    private readonly LinkedList<Parked> parked = new();
    private ImmutableDictionary<string, int> ports = ImmutableDictionary<string, int>.Empty;
    private int[] choices = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many connections wait now.</summary>
    internal int ParkedCount
    {
        get
        {
            lock (gate)
            {
                return parked.Count;
            }
        }
    }

    /// <summary>A replica was started, or started anew on another port.</summary>
    internal void Add(string instance, int port) => Change(ports => ports.SetItem(instance, port));

    /// <summary>A replica stops or has ended.</summary>
    internal void Remove(string instance) => Change(ports => ports.Remove(instance));

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
        Task change;
        var place = new LinkedListNode<Parked>(new Parked(client, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        lock (gate)
        {
            if (choices.Length > 0)
            {
                return;
            }

            change = changed.Task;
            parked.AddLast(place);
            if (parked.Count > ParkedMax)
            {
                var (oldest, closed) = parked.First!.Value;
                parked.RemoveFirst();
                oldest.Dispose();
                closed.SetException(new ObjectDisposedException(nameof(Socket)));
            }
        }

        try
        {
            await (await Task.WhenAny(change, place.Value.Closed.Task).WaitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                if (place.List is not null)
                {
                    parked.Remove(place);
                }
            }
        }
    }

    private void Change(Func<ImmutableDictionary<string, int>, ImmutableDictionary<string, int>> change)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            ports = change(ports);
            choices = [.. ports.Values];
            if (choices.Length == 0)
            {
                return;
            }

            told = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }

    private sealed record Parked(Socket Client, TaskCompletionSource Closed);
}
