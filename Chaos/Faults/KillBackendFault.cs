using System.Text.Json.Serialization;
using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Stores;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGKILL of one process that serves a client of Postgres. The server takes it for a sign of damaged memory: it ends all others, recovers,
/// and goes on under the same pid. The cure waits until it answers.
/// </summary>
internal sealed class KillBackendFault(InstanceFeed instances, StoreFacts stores, ContainerEngine containers) : IFault
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    public string Kind => "kill-backend";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var postgres = stores.Postgres(target, Kind);
        var processes = ProcessesOf(target);
        var backends = await StoreFacts.RequireAsync(postgres, postgres.BackendsAsync, cancellationToken).ConfigureAwait(false);
        var (victim, client) = await ChooseAsync(backends, processes, cancellationToken).ConfigureAwait(false)
            ?? throw RefusedException.Conflict("wrong-state", $"'{target.Instance}' serves no client.");
        await processes.KillAsync(victim, cancellationToken).ConfigureAwait(false);
        await UntilAsync(
            async () => await processes.OfAsync(victim.Pid, cancellationToken).ConfigureAwait(false) != victim,
            $"Process {victim.Pid} has not ended", cancellationToken).ConfigureAwait(false);
        var evidence = new BackendEvidence(
            victim.Pid, victim.StartTicks, client, Signals.NameOf(Signal.Kill), true, target.Pid, MonotonicClock.Nanoseconds)
        {
            Container = target.Container is { } container ? await containers.InspectAsync(container, cancellationToken).ConfigureAwait(false) : null,
        };
        return new Injection(evidence, async token =>
        {
            await UntilAsync(
                async () => await StoreFacts.AskAsync(postgres.ConnectionsAsync, token).ConfigureAwait(false) is not null,
                $"'{target.Instance}' does not answer", token).ConfigureAwait(false);
            return CureEvidence.Now(instances.Get(target.Instance));
        });
    }

    private IServerProcesses ProcessesOf(InstanceState target)
    {
        if (target.Container is { } container)
        {
            return new ContainerProcesses(container, containers);
        }

        Signals.RequireProcessTable(Kind);
        return new OwnProcesses(Generations.ProcessOf(target, Kind));
    }

    private static async Task<(ProcessIdentity Process, string Client)?> ChooseAsync(
        IReadOnlyList<(int Pid, string Client)> backends, IServerProcesses processes, CancellationToken cancellationToken)
    {
        // One of a replica, if there is one: their connections are named after their generation.
        foreach (var (pid, client) in backends.OrderByDescending(backend => backend.Client.Contains('/', StringComparison.Ordinal)))
        {
            if (await processes.OfAsync(pid, cancellationToken).ConfigureAwait(false) is { } process)
            {
                return (process, client);
            }
        }

        return null;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string otherwise, CancellationToken cancellationToken)
    {
        var limit = MonotonicClock.Nanoseconds + (long)Limit.TotalNanoseconds;
        while (!await condition().ConfigureAwait(false))
        {
            if (MonotonicClock.Nanoseconds > limit)
            {
                throw RefusedException.NotEffective("not-effective", $"{otherwise} after {Limit.TotalSeconds:0} s.");
            }

            await Task.Delay(LookAgainAfter, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>Evidence that one process of a server was killed.</summary>
/// <param name="Pid">The process; of a container, as it is known in there.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Client">The name of the connection that it served.</param>
/// <param name="Signal">What was sent.</param>
/// <param name="ProcessGone">Whether the operating system knows it no more.</param>
/// <param name="ServerPid">The server it belonged to.</param>
/// <param name="At">When all this had been observed, <see cref="MonotonicClock"/>.</param>
internal sealed record BackendEvidence(int Pid, long StartTicks, string Client, string Signal, bool ProcessGone, int? ServerPid, long At)
{
    /// <summary>What its engine says of the container in which it was; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerEvidence? Container { get; init; }
}
