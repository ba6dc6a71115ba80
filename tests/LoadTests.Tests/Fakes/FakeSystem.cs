using System.Collections.Concurrent;
using System.Text.Json;
using AspireStateless.Control;
using AspireStateless.Control.Evidence;
using AspireStateless.Judging.Faults;
using Microsoft.AspNetCore.Builder;

namespace AspireStateless.LoadTests.Tests.Fakes;

/// <summary>
/// A system under an AppHost, in this process: replicas that can be killed, a store, and the control endpoint's contract. It is
/// for tests of the harness itself.
/// </summary>
internal sealed class FakeSystem : IAsyncDisposable
{
    private const int FirstPid = 5_000_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-apphost-");
    private readonly ConcurrentDictionary<string, FakeReplica> _replicas = new(StringComparer.Ordinal);
    private readonly FakeControl _control;
    private readonly FakeCounting _counting;
    private int _lastPid = FirstPid;

    private FakeSystem(FakeCounting counting)
    {
        _counting = counting;
        _control = new FakeControl(this);
    }

    public FakeStore Store { get; } = new();

    /// <summary>What each life of a replica answers; null for the contract on visits.</summary>
    public Action<WebApplication>? Service { get; init; }

    /// <summary>What the store's settings claim.</summary>
    public RedisDurability Durability { get; init; } = new(Appendfsync: "always", Appendonly: "yes", Save: "");

    /// <summary>Whether a killed store comes back empty.</summary>
    public bool StoreForgets { get; init; }

    /// <summary>Whether faults are answered without evidence.</summary>
    public bool HidesEvidence { get; init; }

    /// <summary>Whether its replicas cannot be replaced after the traffic.</summary>
    public bool RefusesRestarts { get; init; }

    /// <summary>How many faults are refused before one is taken.</summary>
    public int Refusals { get; set; }

    /// <summary>Where the last run that was announced can be watched.</summary>
    public Uri? LiveUrl => _control.LiveUrl;

    /// <summary>For <c>--attach</c>.</summary>
    public string AddressFile => Path.Combine(_folder.FullName, "address.json");

    public string NewFolder() => _folder.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;

    public static Task<FakeSystem> StartAsync(FakeCounting counting = FakeCounting.Correct, int replicas = 3) =>
        new FakeSystem(counting).StartedAsync(replicas);

    /// <summary>Replicas of another service.</summary>
    /// <param name="service">Called for each life of one.</param>
    public static Task<FakeSystem> StartServiceAsync(Action<WebApplication> service) =>
        new FakeSystem(FakeCounting.Correct) { Service = service }.StartedAsync(replicas: 3);

    public static Task<FakeSystem> StartForgetfulAsync() =>
        new FakeSystem(FakeCounting.Correct)
        {
            StoreForgets = true,
            Durability = new(
            Appendfsync: "no", Appendonly: "no", Save: "")
        }.StartedAsync(replicas: 3);

    public static Task<FakeSystem> StartRelaxedAsync() =>
        new FakeSystem(FakeCounting.Correct) { Durability = new(Appendfsync: "everysec", Appendonly: "yes", Save: "") }.StartedAsync(
            replicas: 3);

    public static Task<FakeSystem> StartStuckAsync(FakeCounting counting) =>
        new FakeSystem(counting) { RefusesRestarts = true }.StartedAsync(replicas: 3);

    public static Task<FakeSystem> StartWithoutEvidenceAsync() =>
        new FakeSystem(FakeCounting.Correct) { HidesEvidence = true }.StartedAsync(replicas: 3);

    public IEnumerable<InstanceState> Instances() => Enumerable.Range(0, _replicas.Count)
        .Select(Name)
        .Select(name => _replicas.TryGetValue(name, out var replica) && replica.Pid > 0 ? Running(replica) : Ended(name));

    public async Task<FaultEvidence> EndAsync(string target, string kind)
    {
        if (target == "redis")
        {
            Store.IsUp = false;
            if (StoreForgets)
            {
                Store.Forget();
            }

            return new FaultEvidence(++_lastPid, _lastPid, "SIGKILL", ProcessGone: true, State: null, ExitCode: -1, MonotonicClock.Now);
        }

        var replica = _replicas[target];
        if (kind == FaultKinds.Stop)
        {
            _control.Publish(Running(replica) with { State = "Stopping" });
        }

        var at = MonotonicClock.Now;
        await replica.KillAsync();
        _control.Publish(Ended(target));
        var (signal, exitCode) = kind == FaultKinds.Kill ? ("SIGKILL", -1) : ("SIGTERM", 0);
        return new FaultEvidence(replica.Pid, replica.StartTicks, signal, ProcessGone: true, "Finished", exitCode, at);
    }

    public async Task<CureEvidence> BeginAsync(string target)
    {
        if (target == "redis")
        {
            Store.IsUp = true;
            return new CureEvidence(++_lastPid, _lastPid, DirectUrl: null, MonotonicClock.Now);
        }

        var replica = await FakeReplica.StartAsync(target, Interlocked.Increment(ref _lastPid), Store, _counting, Service);
        _replicas[target] = replica;
        _control.Publish(Running(replica));
        return new CureEvidence(replica.Pid, replica.StartTicks, replica.Url, MonotonicClock.Now);
    }

    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        foreach (var replica in _replicas.Values)
        {
            await replica.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<FakeSystem> StartedAsync(int replicas)
    {
        for (var i = 0; i < replicas; i++)
        {
            await BeginAsync(Name(i));
        }

        var address = new AppHostAddress(
            Environment.ProcessId, OwnStartTicks(), new Uri(
                await _control.StartAsync()), FakeControl.Token, EndpointUrl: null, AdminPassword: null, StartedAt: null);
        await File.WriteAllTextAsync(AddressFile, JsonSerializer.Serialize(address, JsonSerializerOptions.Web));
        return this;
    }

    private static string Name(int index) => $"api-fake{(char)('a' + index)}";

    private static InstanceState Running(FakeReplica replica) =>
        new("api", replica.Instance, replica.Pid, replica.StartTicks, InstanceStates.Running, replica.Url, ExitCode: null,
            MonotonicClock.Now);

    private static InstanceState Ended(string instance) =>
        new("api", instance, Pid: null, StartTicks: null, InstanceStates.Finished, DirectUrl: null, ExitCode: -1, MonotonicClock.Now);

    private static long OwnStartTicks() => ProcessIdentity.Own.StartTicks;
}
