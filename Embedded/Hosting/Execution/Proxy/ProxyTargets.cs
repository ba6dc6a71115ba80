using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Aspire.Hosting.Execution.Proxy;

/// <summary>The replicas behind an endpoint, and the connections that wait for the first of them. Thread-safe.</summary>
internal sealed class ProxyTargets
{
    internal const int ParkedMax = 20;

    private readonly Lock gate = new();
    private readonly LinkedList<Socket> parked = new();
    private ImmutableDictionary<string, int> ports = ImmutableDictionary<string, int>.Empty;
    private int[] choices = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
    internal async Task ParkAsync(Socket client, CancellationToken cancellationToken)
    {
        Task change;
        LinkedListNode<Socket> place;
        lock (gate)
        {
            if (choices.Length > 0)
            {
                return;
            }

            change = changed.Task;
            place = parked.AddLast(client);
            if (parked.Count > ParkedMax)
            {
                parked.First!.Value.Dispose();
                parked.RemoveFirst();
            }
        }

        try
        {
            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
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
}
