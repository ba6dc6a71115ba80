using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Client;

/// <summary>
/// Sends each request of a client to another replica than its last. A layer-4 proxy keeps a connection on one replica, which hides
/// exactly the bugs that are looked for.
/// </summary>
internal sealed class AntiAffinityRoute(ReplicaSet replicas, int clients) : IRoute
{
    private readonly int[] _last = [.. Enumerable.Repeat(-1, clients)];

    /// <returns>Null when no replica serves. With a single one serving there is no other to go to.</returns>
    public Replica? Next(int client, int subject)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last[client]);
            if (After(replicas.Serving, last) is not { } next)
            {
                return null;
            }

            if (Interlocked.CompareExchange(ref _last[client], next.Index, last) == last)
            {
                return next;
            }
        }
    }

    public Replica? ForDuplicate(Replica answered) => Array.Find(replicas.Serving, replica => replica.Index != answered.Index);

    private static Replica? After(Replica[] serving, int last)
    {
        foreach (var replica in serving)
        {
            if (replica.Index > last)
            {
                return replica;
            }
        }

        return serving.Length == 0 ? null : serving[0];
    }
}
