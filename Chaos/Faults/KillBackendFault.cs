using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Stores;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGKILL of one process that serves a client of Postgres. The server takes it for a sign of damaged memory: it ends all others, recovers,
/// and goes on under the same pid. The cure waits until it answers.
/// </summary>
internal sealed class KillBackendFault(InstanceFeed instances, StoreFacts stores) : IFault
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    public string Kind => "kill-backend";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var postgres = stores.Postgres(target, Kind);
        Signals.RequireProcessTable(Kind);
        var server = Generations.ProcessOf(target, Kind);
        var backends = await StoreFacts.RequireAsync(postgres, postgres.BackendsAsync, cancellationToken).ConfigureAwait(false);
        var own = ProcessTree.Of(server);
        var (victim, client) = backends
            .Select(backend => (Process: own.FirstOrDefault(process => process.Pid == backend.Pid), backend.Client))
            .Where(backend => backend.Process.Pid > 0)
            // One of a replica, if there is one: their connections are named after their generation.
            .OrderByDescending(backend => backend.Client.Contains('/', StringComparison.Ordinal))
            .FirstOrDefault();
        if (victim.Pid == 0)
        {
            throw RefusedException.Conflict("wrong-state", $"'{target.Instance}' serves no client.");
        }

        Signals.Send(victim, Signal.Kill);
        await UntilAsync(() => Task.FromResult(!victim.IsAlive), $"Process {victim.Pid} has not ended", cancellationToken).ConfigureAwait(false);
        var evidence = new BackendEvidence(
            victim.Pid, victim.StartTicks, client, Signals.NameOf(Signal.Kill), true, server.Pid, MonotonicClock.Nanoseconds);
        return new Injection(evidence, async token =>
        {
            await UntilAsync(
                async () => await StoreFacts.AskAsync(postgres.ConnectionsAsync, token).ConfigureAwait(false) is not null,
                $"'{target.Instance}' does not answer", token).ConfigureAwait(false);
            return CureEvidence.Now(instances.Get(target.Instance));
        });
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
/// <param name="Pid">The process.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Client">The name of the connection that it served.</param>
/// <param name="Signal">What was sent.</param>
/// <param name="ProcessGone">Whether the operating system knows it no more.</param>
/// <param name="ServerPid">The server it belonged to.</param>
/// <param name="At">When all this had been observed, <see cref="MonotonicClock"/>.</param>
internal sealed record BackendEvidence(int Pid, long StartTicks, string Client, string Signal, bool ProcessGone, int ServerPid, long At);
