using System.Globalization;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>The replicas of a service on an engine, and the stores beside it: followed, broken and mended through its API.</summary>
internal sealed class EngineCopies : ICopies, IAsyncDisposable
{
    private static readonly string[] Stores = ["redis", "postgres"];
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(150);
    private readonly IEngine _engine;
    private readonly UndoRecord _record;
    private readonly EngineFaults _faults;
    private readonly List<EngineInstances> _groups = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<string> _say;
    private Action<InstanceState> _changed = static _ => { };
    private Task _following = Task.CompletedTask;

    private EngineCopies(IEngine engine, Action<string> say)
    {
        (_engine, _say, _record) = (engine, say, new UndoRecord(engine));
        _faults = new EngineFaults(_record);
    }

    /// <summary>What this engine cannot do, of what one can.</summary>
    public IReadOnlyList<string> Unable => _groups[0].Service.Unable;

    public Topology Topology => new(
        ProcessIdentity.Own, [], [.. _groups.SelectMany(group => group.States)],
        [.. _groups.Skip(1).Select(store => new TopologyStore(store.Resource, store.Resource, [], store.States[0].IsRunning))],
        Links: false);

    /// <param name="engine">Disposed with this.</param>
    /// <param name="name">Of the service there, as the user gave it.</param>
    /// <param name="resource">What its replicas are called.</param>
    /// <param name="say">Told what an earlier run has left, and what cannot be undone.</param>
    /// <exception cref="BadInputException">There is no such service, or it has no replicas that can be reached.</exception>
    /// <exception cref="InvalidRunException">The engine refuses.</exception>
    public static async Task<EngineCopies> StartAsync(
        IEngine engine, string name, string resource, Action<string> say, CancellationToken cancellationToken)
    {
        var copies = new EngineCopies(engine, say);
        try
        {
            await UndoRecord.HealAsync(engine, service: null, say, cancellationToken);
            await copies.FindAsync(name, resource, cancellationToken);
            copies._following = copies.FollowAsync();
            return copies;
        }
        catch (CopyRefusedException refused)
        {
            await copies.DisposeAsync();
            throw new InvalidRunException(refused.Message, engine.Advice, refused);
        }
        catch
        {
            await copies.DisposeAsync();
            throw;
        }
    }

    public void Follow(Action<InstanceState> changed) => _changed = changed;

    public Task<CopyFault> InjectAsync(FaultRequest request, CancellationToken cancellationToken)
    {
        var group = _groups.Find(group => group.Names.Contains(request.Target)) ?? throw new CopyRefusedException(
            $"There is no instance '{request.Target}'.");
        return _faults.InjectAsync(group, request.Target!, request.Kind, cancellationToken);
    }

    /// <summary>Undoes all that is not undone yet.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        if (await _record.UndoAllAsync() is { } failure)
        {
            _say(failure);
        }

        _groups.ForEach(group => group.Dispose());
        _engine.Dispose();
        _stop.Dispose();
    }

    private async Task FindAsync(string name, string resource, CancellationToken cancellationToken)
    {
        var (service, stores) = await _engine.FindAsync(name, resource, Stores, cancellationToken);
        var containers = await service.LookAsync(cancellationToken);
        var running = containers.Count(container => container.Phase == ContainerPhase.Running);
        if (running < 2)
        {
            throw new BadInputException(
                $"'{service.Name}' has {(running == 0 ? "no replica" : "one replica")} that runs; that it is stateless takes two to see.",
                service.AdviceForFew(running));
        }

        if (service.WithoutAddresses(containers) is var (reason, advice))
        {
            throw new BadInputException($"'{service.Name}' {reason}.", advice);
        }

        Add(service, resource, [.. Enumerable.Range(1, running).Select(number => string.Create(
            CultureInfo.InvariantCulture, $"{resource}-{number}"))], _engine.Host);
        foreach (var (store, found) in stores)
        {
            Add(found, store, [store], host: null);
        }

        await Task.WhenAll(_groups.Select(group => group.LookAsync(cancellationToken)));
    }

    private void Add(EngineService service, string resource, string[] names, string? host) =>
        _groups.Add(new EngineInstances(service, resource, names, host, state => _changed(state)));

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.WhenAll(_groups.Select(group => group.LookAsync(_stop.Token)));
            }
            catch (CopyRefusedException)
            {
                // An engine that is slow to answer is asked again; a fault that needs it says so.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(LookEvery, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
