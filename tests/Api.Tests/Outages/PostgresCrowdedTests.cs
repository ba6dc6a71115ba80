using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>
/// A Postgres that takes its time for each connection, one after the other, as on a machine that has too little of it. What a replica gives
/// up and makes anew stands in the way of what it needs: if it asked for too much at once, it would never get there.
/// </summary>
[Collection(Timed.Collection)]
public sealed class PostgresCrowdedTests(Stores stores) : IAsyncLifetime
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(0.6);
    // Its own watch, the schema and a look whether it takes writes, each after what was asked for before.
    private static readonly TimeSpan Limit = 10 * Each;

    private readonly PostgresServer _postgres = new();
    private readonly CancellationTokenSource _asking = new();
    private Relay? _way;
    private ReplicaProcess? _replica;

    private HttpClient Client => _replica!.Client;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _way = new(_postgres.Port, Each);
        _replica = await ReplicaProcess.StartAsync(
            stores.With(_postgres), ("ConnectionStrings__shop", _postgres.ConnectionStringBy(_way.Port)));
    }

    [Fact]
    public async Task A_replica_that_starts_gets_ready_however_often_it_is_probed()
    {
        var probes = KeepAskingAsync(4, IsReadyAsync);

        Assert.InRange(await Condition.BecomesTrueAsync(IsReadyAsync, "it is ready"), TimeSpan.Zero, Limit);
        await EndAsync(probes);
    }

    [Fact]
    public async Task Back_after_a_kill_it_is_used_again_however_many_ask()
    {
        await Condition.BecomesTrueAsync(IsReadyAsync, "it is ready");
        var user = await _replica!.CarefulClient.EnterAsync();
        var probes = KeepAskingAsync(4, IsReadyAsync);
        var load = KeepAskingAsync(32, () => ServesAsync(user));
        await _postgres.KillAsync();
        await Condition.BecomesTrueAsync(async () => !await ServesAsync(user), "the replica knows that it is gone");

        await _postgres.StartAsync();

        Assert.InRange(await Condition.BecomesTrueAsync(IsReadyAsync, "it is ready"), TimeSpan.Zero, Limit);
        await Condition.BecomesTrueAsync(() => ServesAsync(user), "it serves");
        await EndAsync(probes, load);
        for (var asked = 0; asked < 20; asked++)
        {
            Assert.True(await ServesAsync(user));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _replica?.Dispose();
        if (_way is not null)
        {
            await _way.DisposeAsync();
        }

        await _postgres.DisposeAsync();
        _asking.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        using var health = await Client.GetAsync("/health", TestContext.Current.CancellationToken);
        return health.IsSuccessStatusCode;
    }

    private async Task<bool> ServesAsync(LoggedIn user)
    {
        using var answer = await Client.SendAsync(user, HttpMethod.Get, "/data");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Each client asks every tenth of a second, whatever it was told.</summary>
    private Task KeepAskingAsync(int clients, Func<Task<bool>> ask) => Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
    {
        while (!_asking.IsCancellationRequested)
        {
            await ask();
            await Task.Delay(100, _asking.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }));

    private async Task EndAsync(params Task[] asking)
    {
        await _asking.CancelAsync();
        await Task.WhenAll(asking);
    }
}
