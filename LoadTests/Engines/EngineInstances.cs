using System.Globalization;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>
/// The instances of a service: as many as ran in the beginning, each of which is one container after another. Who ends is followed by the
/// one that takes its place, whoever started that. Thread-safe.
/// </summary>
/// <param name="resource">Of whose instances they are.</param>
/// <param name="names">Theirs.</param>
/// <param name="host">Where ports are published; null for a store, which is not asked for anything.</param>
internal sealed class EngineInstances(
    EngineService service, string resource, string[] names, string? host, Action<InstanceState> changed) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static int _lives;
    private readonly SemaphoreSlim _looking = new(1, 1);
    private readonly EngineLife?[] _lifeOf = new EngineLife?[names.Length];

    public EngineService Service => service;
    public string Resource => resource;
    public IReadOnlyList<string> Names => names;

    public IReadOnlyList<InstanceState> States => [.. names.Select((_, index) => State(index))];

    public void Dispose() => _looking.Dispose();

    /// <summary>What an instance is now, or was last.</summary>
    /// <exception cref="CopyRefusedException">It never ran.</exception>
    public EngineLife Life(string instance) => Volatile.Read(ref _lifeOf[Index(instance)])
        ?? throw new CopyRefusedException($"'{instance}' does not run.");

    /// <summary>Who an instance is that runs.</summary>
    /// <exception cref="CopyRefusedException">It does not.</exception>
    public EngineLife Running(string instance) => Life(instance) is { Phase: ContainerPhase.Running } life
        ? life : throw new CopyRefusedException($"'{instance}' does not run.");

    /// <summary>The instance that a container is, or was last; null for none.</summary>
    public string? InstanceOf(string container) => names.FirstOrDefault(name => Life(name).Container == container);

    public InstanceState StateOf(string instance) => State(Index(instance));

    /// <summary>Asks the engine what runs.</summary>
    /// <returns>All containers of the service.</returns>
    /// <exception cref="CopyRefusedException">It does not tell.</exception>
    public async Task<IReadOnlyList<EngineContainer>> LookAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            var containers = await service.LookAsync(cancellationToken);
            for (var index = 0; index < names.Length; index++)
            {
                Follow(index, containers);
            }

            return containers;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Looks again and again.</summary>
    /// <returns>False where the limit passed first.</returns>
    public async Task<bool> WaitUntilAsync(
        Func<IReadOnlyList<EngineContainer>, bool> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(limit);
        while (!condition(await LookAsync(cancellationToken)))
        {
            if (MonotonicClock.Now > until)
            {
                return false;
            }

            await Task.Delay(LookEvery, cancellationToken);
        }

        return true;
    }

    /// <summary>Tells at once what the engine will tell later: an instance that is being ended takes no more requests.</summary>
    public void Leave(string instance) => Become(Index(instance), Life(instance) with { Phase = ContainerPhase.Stopping });

    private void Follow(int index, IReadOnlyList<EngineContainer> containers)
    {
        var life = _lifeOf[index];
        var now = containers.FirstOrDefault(container => IsOf(life, container));
        if (life is not null)
        {
            // One that was told to be leaving stays so until its end.
            var phase = now?.Phase ?? ContainerPhase.Ended;
            Become(index, life with
            {
                Phase = life.Phase > phase ? life.Phase : phase,
                ExitCode = now?.ExitCode ?? life.ExitCode,
            });
        }

        if (_lifeOf[index] is not { Phase: not ContainerPhase.Ended } && Successor(index, containers) is { } next)
        {
            Become(index, new EngineLife(
                next.Id, next.Place, next.StartedAt, TargetCopy.FirstPid + Interlocked.Increment(ref _lives), next.Phase, ExitCode: null,
                host is not null && next.Ports is [var port]
                    ? string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}") : null));
        }
    }

    /// <summary>The one in the same place, else one that is in no instance's.</summary>
    private EngineContainer? Successor(int index, IReadOnlyList<EngineContainer> containers)
    {
        // One that is asked for something needs its address.
        var free = containers.Where(container => container.Phase == ContainerPhase.Running
            && (host is null || container.Ports is [_])
            && !Array.Exists(_lifeOf, life => IsOf(life, container))).ToList();
        return free.Find(container => container.Place == _lifeOf[index]?.Place)
            ?? free.Find(container => !Array.Exists(_lifeOf, life => life?.Place == container.Place));
    }

    private void Become(int index, EngineLife life)
    {
        if (_lifeOf[index] != life)
        {
            Volatile.Write(ref _lifeOf[index], life);
            changed(State(index));
        }
    }

    private InstanceState State(int index) => Volatile.Read(ref _lifeOf[index]) is { } life
        ? new InstanceState(
            resource, names[index], life.Pid, life.StartedAt.ToUnixTimeMilliseconds(), StateName(life.Phase),
            life.Phase == ContainerPhase.Running ? life.Url : null, (int?)life.ExitCode, MonotonicClock.Now)
        { Container = life.Container }
        : new InstanceState(resource, names[index], Pid: null, StartTicks: null, InstanceStates.NotStarted, DirectUrl: null, ExitCode: null,
            MonotonicClock.Now);

    private int Index(string instance) => Array.IndexOf(names, instance) is >= 0 and var index
        ? index : throw new CopyRefusedException($"There is no instance '{instance}'.");

    private static bool IsOf(EngineLife? life, EngineContainer container) =>
        life is not null && container.Id == life.Container && container.StartedAt == life.StartedAt;

    private static string StateName(ContainerPhase phase) => phase switch
    {
        ContainerPhase.Running => InstanceStates.Running,
        ContainerPhase.Stopping => InstanceStates.Stopping,
        ContainerPhase.Ended => InstanceStates.Exited,
        _ => InstanceStates.NotStarted,
    };
}

/// <summary>One life of a container, as an instance.</summary>
/// <param name="Pid">A number that no process of this machine has: the engine's may run elsewhere.</param>
/// <param name="Url">Where it is reached; null for a store.</param>
internal sealed record EngineLife(
    string Container, long Place, DateTimeOffset StartedAt, int Pid, ContainerPhase Phase, long? ExitCode, string? Url);
