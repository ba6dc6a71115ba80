using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>
/// A set of stores, and one instance of each build on it, of which at most one runs while something is measured. It is an AppHost of our
/// own, so nothing outlives the gate.
/// </summary>
internal sealed class PairedSlot : IAsyncDisposable
{
    private readonly ReadinessProbe _probe = new();
    private readonly OwnAppHost _appHost;
    private readonly ControlClient _control;
    private readonly IReadOnlyList<Side> _sides;
    private readonly Dictionary<Side, string> _killed = [];
    private SlotUsers? _users;

    private PairedSlot(OwnAppHost appHost, IReadOnlyList<Side> sides) =>
        (_appHost, _sides, _control) = (appHost, sides, new ControlClient(appHost.Address.ControlUrl, appHost.Address.Token));

    public SlotUsers Users => _users ?? throw new InvalidOperationException("The stores are not prepared.");

    /// <summary>Starts stores and instances, and makes users and products.</summary>
    /// <param name="sides">Of which builds there are instances.</param>
    /// <exception cref="InvalidRunException">Something did not start.</exception>
    public static async Task<PairedSlot> StartAsync(
        OwnAppHostOptions options, IReadOnlyList<Side> sides, string outputPath, CancellationToken cancellationToken)
    {
        var slot = new PairedSlot(await OwnAppHost.StartAsync(options, outputPath, cancellationToken), sides);
        try
        {
            var ready = await Task.WhenAll(sides.Select(side => slot.ReadyAsync(side, cancellationToken)));
            slot._users = await SlotUsers.MakeAsync(ready[0].Url, slot._appHost.Address.AdminPassword ?? "", cancellationToken);
            return slot;
        }
        catch
        {
            await slot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what runs of all builds by SIGKILL.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var side in _sides)
        {
            await StopAsync(side, cancellationToken);
        }
    }

    /// <summary>Ends what runs of other builds, and waits until this one serves; a process of it that runs already is kept.</summary>
    public async Task<Replica> AloneAsync(Side side, CancellationToken cancellationToken)
    {
        foreach (var other in _sides.Where(other => other != side))
        {
            await StopAsync(other, cancellationToken);
        }

        return await StartAsync(side, cancellationToken);
    }

    /// <summary>Starts a process of a build, unless one runs.</summary>
    public async Task<Replica> StartAsync(Side side, CancellationToken cancellationToken)
    {
        if (_killed.Remove(side, out var fault))
        {
            await _control.CureAsync(fault, cancellationToken);
        }

        return await ReadyAsync(side, cancellationToken);
    }

    /// <summary>Waits until the process of a build serves.</summary>
    public async Task<Replica> ReadyAsync(Side side, CancellationToken cancellationToken) =>
        (await ReadyReplicas.WaitAsync(_control, _probe, ResourceOf(side), what => Failed(side, what), cancellationToken))[0];

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _probe.Dispose();
        await _appHost.DisposeAsync();
    }

    private async Task StopAsync(Side side, CancellationToken cancellationToken)
    {
        if (_killed.ContainsKey(side))
        {
            return;
        }

        var instance = await FindAsync(side, cancellationToken);
        // Of no run: it lasts until it is cured.
        var fault = await _control.InjectAsync(FaultKinds.Kill, instance.Instance, run: null, cancellationToken);
        _killed[side] = fault.Id;
    }

    private async Task<InstanceState> FindAsync(Side side, CancellationToken cancellationToken)
    {
        var topology = await _control.TopologyAsync(cancellationToken);
        return topology.Instances.FirstOrDefault(instance => instance.Resource == ResourceOf(side)) ?? throw Failed(side, "is not there");
    }

    private static string ResourceOf(Side side) => side == Side.Candidate ? "api" : "api-old";

    private static InvalidRunException Failed(Side side, string what) => new(
        $"The {(side == Side.Candidate ? "candidate" : "baseline")} {what}.",
            "Look at apphost-*.log in the run folder, and start it by hand: ./run.");
}
