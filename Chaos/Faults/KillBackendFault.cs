using System.Text.Json.Serialization;
using AspireStateless.Chaos.Answers;
using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Processes;
using AspireStateless.Control;
using AspireStateless.Control.Evidence;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGKILL of one process that serves a client of Postgres. The server takes it for a sign of damaged memory: it ends all others, recovers,
/// and goes on under the same pid. The cure waits until it answers.
/// </summary>
internal sealed class KillBackendFault(InstanceFeed instances, StoreInspectors stores, ContainerApi containers) : IFault
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    public string Kind => FaultKinds.KillBackend;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var postgres = stores.Postgres(target, Kind);
        var processes = ProcessesOf(target);
        var backends = await StoreInspectors.RequireAsync(postgres, postgres.BackendsAsync, cancellationToken);
        var (victim, client) = await ChooseAsync(backends, processes, cancellationToken)
            ?? throw RefusedException.Conflict("wrong-state", $"'{target.Instance}' serves no client.");
        await processes.KillAsync(victim, cancellationToken);
        await UntilAsync(
            async () => await processes.OfAsync(victim.Pid, cancellationToken) != victim,
            $"Process {victim.Pid} has not ended", cancellationToken);
        var evidence = new BackendEvidence(
            victim.Pid, victim.StartTicks, client, nameof(Signal.SIGKILL), true, target.Pid, MonotonicClock.Now)
        {
            Container = target.Container is { } container ? await containers.InspectAsync(container, cancellationToken) : null,
        };
        return new Injection(evidence, async token =>
        {
            await UntilAsync(
                async () => await StoreInspectors.AskAsync(postgres.ConnectionsAsync, token) is not null,
                $"'{target.Instance}' does not answer", token);
            return Cured.Now(instances.Get(target.Instance));
        });
    }

    private IServerProcesses ProcessesOf(TrackedInstance target)
    {
        if (target.Container is { } container)
        {
            return new ContainerProcesses(container, containers);
        }

        ProcessSignals.RequireProcessTable(Kind);
        return new OwnProcesses(InstanceLifecycle.ProcessOf(target, Kind));
    }

    private static async Task<(ProcessIdentity Process, string Client)?> ChooseAsync(
        IReadOnlyList<(int Pid, string Client)> backends, IServerProcesses processes, CancellationToken cancellationToken)
    {
        // One of a replica, if there is one: their connections are named after their generation.
        foreach (var (pid, client) in backends.OrderByDescending(backend => backend.Client.Contains('/', StringComparison.Ordinal)))
        {
            if (await processes.OfAsync(pid, cancellationToken) is { } process)
            {
                return (process, client);
            }
        }

        return null;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string otherwise, CancellationToken cancellationToken)
    {
        var limit = MonotonicClock.Now + MonotonicClock.Nanoseconds(Limit);
        while (!await condition())
        {
            if (MonotonicClock.Now > limit)
            {
                throw RefusedException.NotEffective("not-effective", $"{otherwise} after {Limit.TotalSeconds:0} s.");
            }

            await Task.Delay(LookAgainAfter, cancellationToken);
        }
    }
}
