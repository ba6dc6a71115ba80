using System.Text.Json;
using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Performance.Benches.Hosts;

/// <summary>How long what was killed takes to serve again, once it is told to start.</summary>
internal sealed class RecoveryRows : IDisposable
{
    private static readonly (string Resource, string What, Limit Limit)[] Victims =
    [
        ("api", "a replica", Limit.Most(2500)),
        ("redis", "Redis", Limit.Most(2000)),
        ("postgres", "Postgres", Limit.Most(2000)),
    ];

    private static readonly long Patience = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(30));
    private readonly ReadinessProbe _probe = new();
    private readonly ControlClient _control;
    private readonly Uri _endpoint;

    private RecoveryRows(AppHostAddress address) =>
        (_control, _endpoint) = (new ControlClient(address.ControlUrl, address.Token), new Uri(address.EndpointUrl!));

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var host = await HealthyHost.StartAsync("recovery", dashboard: true, cancellationToken);
        using var recovery = new RecoveryRows(host.Address);
        var times = await Rounds.RunAsync(Victims, size.Rounds, victim => recovery.KillAsync(victim.Resource, cancellationToken));
        return
        [
            new("Killed, from the command to start it until it serves", [.. Victims.Select((victim, i) =>
                BenchRow.Figure(victim.What, Spread.Of(times[i]), "ms", victim.Limit))]),
        ];
    }

    public void Dispose()
    {
        _control.Dispose();
        _probe.Dispose();
    }

    /// <returns>Milliseconds until the replica itself, or any replica with the store, said that it is ready.</returns>
    private async Task<double> KillAsync(string resource, CancellationToken cancellationToken)
    {
        var topology = await _control.TopologyAsync(cancellationToken);
        var victim = topology.Instances.First(instance => instance.Resource == resource).Instance;
        var fault = await _control.InjectAsync(FaultKinds.Kill, victim, run: null, cancellationToken);
        var from = MonotonicClock.Now;
        var cure = await _control.CureAsync(fault.Id, cancellationToken);
        var direct = cure.Cure.Deserialize<CureEvidence>(ControlJson.Options)?.DirectUrl;
        var url = direct is null ? _endpoint : new Uri(direct);
        return await ReadinessWait.UntilReadyAsync(
            () => _probe.IsReadyAsync(url, cancellationToken), () => MonotonicClock.Now - from < Patience, cancellationToken)
            ? MonotonicClock.Span(MonotonicClock.Now - from).TotalMilliseconds
            : throw new InvalidRunException($"{victim} did not serve again.", "Look at artifacts/benches/apphost-recovery.log.");
    }
}
