using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Runs;

/// <summary>What has to hold before faults mean anything: every replica serves, and a row of visits succeeds on each.</summary>
internal static class SteadyState
{
    private const int VisitsInARow = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidRunException">The system is not in its steady state.</exception>
    public static async Task ReachAsync(RunSession session, CancellationToken cancellationToken)
    {
        var replicas = session.Replicas;
        if (!await replicas.WaitUntilAsync(serving => serving.Length == replicas.Count, Limit, cancellationToken))
        {
            throw Unsteady($"{replicas.Serving.Length} of {replicas.Count} replicas serve after {Limit.TotalSeconds} s"
                + await StatesAsync(session, cancellationToken));
        }

        // It also has every replica compile its code and open its connections before anything is measured.
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(Limit);
        await Task.WhenAll(replicas.Serving.Select(replica => VisitAsync(session, replica, until, cancellationToken)));
    }

    private static async Task VisitAsync(RunSession session, Replica replica, long until, CancellationToken cancellationToken)
    {
        var page = session.Context.Names.WarmUpPage(replica.Index);
        var inARow = 0;

        // Keys of the plan are positive: these are no one else's.
        for (long key = -1 - replica.Index; inARow < VisitsInARow; key -= session.Replicas.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var answer = await session.Client.SendAsync(
                VisitsWorkload.Visit(page, key) with { To = replica, Number = 1 }, cancellationToken);
            inARow = answer.Outcome == Outcome.Ok ? inARow + 1 : 0;
            if (MonotonicClock.Now > until)
            {
                throw Unsteady($"{replica.Instance} answers visits with status {answer.Status} although nothing was done to it");
            }
        }
    }

    private static async Task<string> StatesAsync(RunSession session, CancellationToken cancellationToken)
    {
        var topology = await session.Control.TopologyAsync(cancellationToken);
        return string.Concat(topology.Instances.Select(instance =>
            $"; {instance.Instance} is {instance.State}" + (instance.ExitCode is { } code ? $" with exit code {code}" : "")));
    }

    private static InvalidRunException Unsteady(string what) =>
        new($"The system is not in a steady state: {what}.",
            "Look at the AppHost's output (apphost.log in the run folder, where the run started it).");
}
