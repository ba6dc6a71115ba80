using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>
/// Replicas of a planted service on stores of their own: processes, each with a home folder of its own, as on several machines, or hosts in
/// this process, which start in a fraction of the time and share nothing that a service without static state can see.
/// </summary>
internal sealed class PlantedReplicas : IAsyncDisposable
{
    private readonly string _name;
    private readonly (string Name, string Value)[] _settings;
    private readonly List<ReplicaProcess> _replicas = [];
    private readonly List<PlantedHost> _hosts = [];
    private readonly List<DirectoryInfo> _homes = [];

    private PlantedReplicas(string name, (string Name, string Value)[] settings, RedisServer redis, Stores stores) =>
        (_name, _settings, Redis, Stores) = (name, settings, redis, stores);

    public RedisServer Redis { get; }

    public Stores Stores { get; }

    /// <summary>A client of the first replica who asks again what was certainly not done; as <see cref="B"/>.</summary>
    public HttpClient A => Careful(0);

    public HttpClient B => Careful(1);

    /// <summary>Clients of each who take every answer as it is.</summary>
    public IReadOnlyList<HttpClient> Clients =>
        [.. _replicas.Select(replica => replica.Client).Concat(_hosts.Select(host => host.Client))];

    /// <summary>Those that are processes.</summary>
    public IReadOnlyList<ReplicaProcess> All => _replicas;

    /// <summary>Starts processes and waits until each can do its work, whatever it says about itself.</summary>
    public static Task<PlantedReplicas> StartAsync(
        Stores stores, string name, int count, params (string Name, string Value)[] settings) => StartAsync(
        stores, name, settings, planted => Task.WhenAll(
            Enumerable.Range(0, count).Select(async _ => await WorksAsync((await planted.StartAnotherAsync()).Client))));

    /// <summary>Starts two hosts in this process, and waits in the same way.</summary>
    public static Task<PlantedReplicas> StartHostsAsync(Stores stores, string name, params (string Name, string Value)[] settings) =>
        StartAsync(stores, name, settings, async planted =>
        {
            // One after the other: the second finds everything compiled.
            for (var i = 0; i < 2; i++)
            {
                planted._hosts.Add(new PlantedHost(planted.Stores, name, settings));
                await WorksAsync(planted._hosts[i].Client);
            }
        });

    private static async Task<PlantedReplicas> StartAsync(
        Stores stores, string name, (string Name, string Value)[] settings, Func<PlantedReplicas, Task> start)
    {
        var redis = new RedisServer();
        var database = stores.Postgres.CreateDatabaseAsync();
        await redis.StartAsync();
        var planted = new PlantedReplicas(name, settings, redis, stores.With(stores.Postgres, await database).With(redis));
        try
        {
            await start(planted);
        }
        catch
        {
            await planted.DisposeAsync();
            throw;
        }

        return planted;
    }

    /// <summary>Starts one more, and waits until it listens.</summary>
    /// <param name="own">Environment of its own, before that of all.</param>
    public async Task<ReplicaProcess> StartAnotherAsync(params (string Name, string Value)[] own)
    {
        var home = Directory.CreateTempSubdirectory("planted-");
        var settings = _settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value));
        var replica = await ReplicaProcess.StartWithBugAsync(Stores, _name, [.. own, .. settings, ("HOME", home.FullName)]);
        lock (_replicas)
        {
            _homes.Add(home);
            _replicas.Add(replica);
        }

        return replica;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            replica.Dispose();
        }

        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Redis.DisposeAsync();
        foreach (var home in _homes)
        {
            home.Delete(recursive: true);
        }
    }

    private HttpClient Careful(int index) => _hosts.Count > 0 ? _hosts[index].CarefulClient : _replicas[index].CarefulClient;

    private static async Task WorksAsync(HttpClient client)
    {
        foreach (var path in new[] { "/alive", "/health", "/products", "/visits/home" })
        {
            var last = "";
            try
            {
                await Condition.BecomesTrueAsync(
                    async () =>
                    {
                        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
                        last = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                        return answer.IsSuccessStatusCode;
                    },
                    $"{path} answers");
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException($"{exception.Message} Last answer: {last}", exception);
            }
        }
    }
}
