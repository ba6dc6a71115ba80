using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Runs;

/// <summary>What has to hold before faults mean anything: every replica serves, and a row of requests succeeds on each.</summary>
internal static class SteadyState
{
    private const int AnswersInARow = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <exception cref="InvalidRunException">The system is not in its steady state.</exception>
    public static async Task ReachAsync(RunSession session, CancellationToken cancellationToken)
    {
        var replicas = session.Replicas;
        if (!await AllServeAsync(session, cancellationToken))
        {
            throw Unsteady(session, $"{replicas.Serving.Length} of {replicas.Count} replicas serve"
                + await StatesAsync(session, cancellationToken));
        }

        // It also has every replica compile its code and open its connections before anything is measured.
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(Limit);
        await Task.WhenAll(replicas.Serving.Select(replica => AskAsync(session, replica, until, cancellationToken)));
    }

    /// <returns>False where not all do within the limit, or one has ended for good.</returns>
    private static async Task<bool> AllServeAsync(RunSession session, CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(Limit);
        while (!await session.Replicas.WaitUntilAsync(serving => serving.Length == session.Replicas.Count, LookEvery, cancellationToken))
        {
            var topology = await session.Control.TopologyAsync(cancellationToken);
            var names = RunSession.ReplicaNames(topology, session.Context.Service).ToList();
            // An engine may be in the middle of an update, and replaces by itself what has ended.
            if (MonotonicClock.Now > until || (session.Scenario.Reach != CopyReach.Engine
                && topology.Instances.Any(instance => instance.HasEnded && names.Contains(instance.Instance))))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task AskAsync(RunSession session, Replica replica, long until, CancellationToken cancellationToken)
    {
        var page = session.Context.Names.WarmUpPage(replica.Index);
        var inARow = 0;

        // Keys of the plan are positive: these are no one else's.
        for (long key = -1 - replica.Index; inARow < AnswersInARow; key -= session.Replicas.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var request = session.Context.Service is { } service
                ? new ApiRequest(OperationKind.Prepare, HttpMethod.Get, service.Ready, "ready", AnswerBody.Nothing) { IsPlain = true }
                : VisitsWorkload.Visit(page, key);
            var answer = await session.Client.SendAsync(request with { To = replica, Number = 1 }, cancellationToken);
            inARow = answer.Outcome == Outcome.Ok ? inARow + 1 : 0;
            if (MonotonicClock.Now > until)
            {
                throw Unsteady(
                    session, $"{replica.Instance} answers '{request.Path}' with status {answer.Status} although nothing was done to it");
            }
        }
    }

    /// <summary>The states of all instances, for people.</summary>
    public static async Task<string> StatesAsync(RunSession session, CancellationToken cancellationToken)
    {
        var topology = await session.Control.TopologyAsync(cancellationToken);
        return string.Concat(topology.Instances.Select(instance =>
            $"; {instance.Instance} is {instance.State}" + (instance.ExitCode is { } code ? $" with exit code {code}" : "")));
    }

    private static InvalidRunException Unsteady(RunSession session, string what)
    {
        var service = session.Context.Service;
        var port = service?.Start is null ? "" : ", on the {port} that it is given";
        var asked = service is null ? "" : $"Does each copy answer 'GET {service.Ready}' with success{port}? ";
        return new InvalidRunException(
            $"The system is not in a steady state: {what}.",
            asked + "Look at the AppHost's output (apphost.log in the run folder, where the run started it).");
    }
}
