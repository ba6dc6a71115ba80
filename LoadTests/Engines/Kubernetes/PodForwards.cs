using System.Collections.Concurrent;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>The ways from this machine to pods: one for each life of a container, by its id. Thread-safe.</summary>
internal sealed class PodForwards(Cluster cluster) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<PodForward>> _forwards = new(StringComparer.Ordinal);

    /// <summary>Opens a way to a port of a container, unless there is one.</summary>
    /// <returns>The port of this machine that leads there.</returns>
    public int Reach(string container, string space, string pod, int port) => _forwards.GetOrAdd(
        container, _ => new Lazy<PodForward>(() => new PodForward(token => cluster.ForwardAsync(space, pod, port, token)))).Value.Port;

    /// <summary>Whether somebody is connected to it.</summary>
    public bool IsConnected(string container) => _forwards.TryGetValue(container, out var forward) && forward.Value.IsConnected;

    /// <summary>Lets nobody begin a connection to it any more. Those that there are break when it does.</summary>
    public void Leave(string container)
    {
        if (_forwards.TryGetValue(container, out var forward))
        {
            forward.Value.Leave();
        }
    }

    public void Dispose()
    {
        foreach (var forward in _forwards.Values)
        {
            forward.Value.Dispose();
        }
    }
}
