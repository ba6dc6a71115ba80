namespace AspireStateless.Api.Tests.Servers;

/// <summary>Replicas that serve together.</summary>
internal sealed class ReplicaSet : IDisposable
{
    private readonly ReplicaProcess[] _replicas;

    private ReplicaSet(ReplicaProcess[] replicas) => _replicas = replicas;

    public ReplicaProcess this[int index] => _replicas[index];

    public static async Task<ReplicaSet> StartAsync(int count, Func<Task<ReplicaProcess>> start) =>
        new(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => start())));

    /// <summary>Sends all visits at once, the n-th to the n-th replica in turn.</summary>
    /// <returns>The counts answered, in the order of sending.</returns>
    public Task<long[]> VisitInTurnAsync(string page, int visits, string? key = null) =>
        Task.WhenAll(Enumerable.Range(0, visits).Select(visit => _replicas[visit % _replicas.Length].CarefulClient.CountAsync(page, key)));

    public Task<long[]> ReadEverywhereAsync(string page) =>
        Task.WhenAll(_replicas.Select(replica => replica.CarefulClient.ReadCountAsync(page)));

    public void Dispose()
    {
        foreach (var replica in _replicas)
        {
            replica.Dispose();
        }
    }
}
