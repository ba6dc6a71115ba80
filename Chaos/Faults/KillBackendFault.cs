using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Processes;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGKILL of one process that serves a client of Postgres. The server takes it for a sign of damaged memory: it ends all others, recovers,
/// and goes on under the same pid. The cure waits until it answers.
/// </summary>
internal sealed class KillBackendFault(InstanceFeed instances, StoreInspectors stores, ContainerApi containers) : IFault
{
    public string Kind => FaultKinds.KillBackend;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var postgres = stores.Of<PostgresInspector>(target, Kind);
        if (target.Container is null)
        {
            ProcessSignals.RequireProcessTable(Kind);
            InstanceLifecycle.ProcessOf(target, Kind);
        }

        var backends = await StoreInspectors.RequireAsync(postgres, postgres.BackendsAsync, cancellationToken);
        var (victim, client) = await ChooseAsync(backends, target, cancellationToken)
            ?? throw RefusedException.Conflict("wrong-state", $"'{target.Instance}' serves no client.");
        if (target.Container is { } container)
        {
            await containers.KillInAsync(container, victim.Pid, cancellationToken);
        }
        else
        {
            ProcessSignals.Send(victim, Signal.SIGKILL);
        }

        await Polling.RequireAsync(
            async () => await ProcessAsync(target, victim.Pid, cancellationToken) != victim,
            $"Process {victim.Pid} has not ended", cancellationToken);
        var evidence = new BackendEvidence(
            victim.Pid, victim.StartTicks, client, nameof(Signal.SIGKILL), true, target.Pid, MonotonicClock.Now)
        {
            Container = target.Container is { } of ? await containers.InspectAsync(of, cancellationToken) : null,
        };
        return new Injection(evidence, async token =>
        {
            await Polling.RequireAsync(
                async () => await StoreInspectors.AskAsync(postgres.ConnectionsAsync, token) is not null,
                $"'{target.Instance}' does not answer", token);
            return Cured.Now(instances.Get(target.Instance));
        });
    }

    // One of the server's own: a pid may have been used again since the server told it.
    private async Task<ProcessIdentity?> ProcessAsync(TrackedInstance target, int pid, CancellationToken cancellationToken) =>
        target.Container is { } container
            ? await containers.ProcessInAsync(container, pid, cancellationToken)
            : ProcessTree.Of(target.Process!.Value).Cast<ProcessIdentity?>().FirstOrDefault(
                process => process?.Pid == pid && process.Value.IsAlive());

    private async Task<(ProcessIdentity Process, string Client)?> ChooseAsync(
        IReadOnlyList<(int Pid, string Client)> backends, TrackedInstance target, CancellationToken cancellationToken)
    {
        // One of a replica, if there is one: their connections are named after their generation.
        foreach (var (pid, client) in backends.OrderByDescending(backend => backend.Client.Contains('/', StringComparison.Ordinal)))
        {
            if (await ProcessAsync(target, pid, cancellationToken) is { } process)
            {
                return (process, client);
            }
        }

        return null;
    }
}
