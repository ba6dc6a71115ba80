using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Client;

/// <summary>
/// Sends everything about one subject to one replica, as a balancer with affinity would. It is there to show what that hides: while no
/// replica is lost, a service that keeps its state in the process looks right.
/// </summary>
internal sealed class StickyRoute(ReplicaSet replicas) : IRoute
{
    public Replica? Next(int client, int subject) =>
        replicas.Serving is { Length: > 0 } serving ? serving[subject % serving.Length] : null;

    public Replica? ForDuplicate(Replica answered) => answered;
}
