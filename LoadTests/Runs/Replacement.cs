using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Runs;

/// <summary>
/// After the traffic: replaces every process that took a write, proves that it is gone, and waits until no store holds a
/// connection of one. What is there after that is in the stores and nowhere else.
/// </summary>
internal static class Replacement
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <exception cref="InvalidRunException">A process could not be replaced.</exception>
    public static async Task CarryOutAsync(RunSession session, CancellationToken cancellationToken)
    {
        var replicas = session.Replicas;
        if (!await replicas.WaitUntilAsync(serving => serving.Length == replicas.Count, Limit, cancellationToken))
        {
            throw Stuck($"{replicas.Serving.Length} of {replicas.Count} replicas serve after all faults were cured"
                + await SteadyState.StatesAsync(session, cancellationToken));
        }

        var writers = session.Client.WrittenTo;
        await Task.WhenAll(replicas.Serving
            .Where(replica => writers.Any(writer => writer.Generation == replica.Generation))
            .Select(replica => ReplaceAsync(session, replica, cancellationToken)));
        var old = writers.Select(writer => writer.Generation).ToHashSet(StringComparer.Ordinal);
        if (!await replicas.WaitUntilAsync(
            serving => serving.Length == replicas.Count && !Array.Exists(serving, replica => old.Contains(replica.Generation)),
            Limit,
            cancellationToken))
        {
            throw Stuck("not every replica serves again after it was restarted");
        }

        await WaitUntilGoneAsync(session, writers, cancellationToken);
        if (session.Scenario.Reach == CopyReach.AppHost)
        {
            // Elsewhere nobody knows the names of a copy's connections.
            await WaitUntilQuietAsync(session, old, cancellationToken);
        }
    }

    private static async Task ReplaceAsync(RunSession session, Replica replica, CancellationToken cancellationToken)
    {
        if (session.Context.Service is null)
        {
            await session.Control.InjectAsync(FaultKinds.Restart, replica.Instance, session.Run, cancellationToken);
            return;
        }

        // Nobody has promised that another service stops in time when it is asked to.
        var killed = await session.Control.InjectAsync(FaultKinds.Kill, replica.Instance, session.Run, cancellationToken);
        await session.Control.CureAsync(killed.Id, cancellationToken);
    }

    private static async Task WaitUntilGoneAsync(RunSession session, ICollection<Replica> writers, CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(Limit);
        foreach (var writer in writers)
        {
            while (new ProcessIdentity(writer.Pid, writer.StartTicks).IsAlive() || await IsListedAsync(session, writer, cancellationToken))
            {
                if (MonotonicClock.Now > until)
                {
                    throw Stuck($"{writer.Generation} took visits and still runs");
                }

                await Task.Delay(LookEvery, cancellationToken);
            }

            session.Log.Write(new RunEvent(RunEventType.Gone, MonotonicClock.Now)
            {
                Instance = writer.Instance,
                Pid = writer.Pid,
                StartTicks = writer.StartTicks,
            });
        }
    }

    private static async Task<bool> IsListedAsync(RunSession session, Replica writer, CancellationToken cancellationToken)
    {
        var topology = await session.Control.TopologyAsync(cancellationToken);
        return topology.Instances.Any(instance => instance.Pid == writer.Pid && instance.StartTicks == writer.StartTicks);
    }

    private static async Task WaitUntilQuietAsync(RunSession session, HashSet<string> old, CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(Limit);
        while (true)
        {
            var topology = await session.Control.TopologyAsync(cancellationToken);
            if (topology.Stores.All(store => store is { Reachable: true, Connections: { } names } && !names.Any(old.Contains)))
            {
                session.Log.Write(new RunEvent(RunEventType.Quiesced, MonotonicClock.Now));
                return;
            }

            if (MonotonicClock.Now > until)
            {
                throw Stuck("a store still holds connections of ended replicas, or does not tell");
            }

            await Task.Delay(LookEvery, cancellationToken);
        }
    }

    private static InvalidRunException Stuck(string what) =>
        new($"The system did not heal: {what}.", "Look at its logs; 'check' judges what was recorded until then.");
}
