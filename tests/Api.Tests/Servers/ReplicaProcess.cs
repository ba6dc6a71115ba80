using System.Net.Http.Json;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>One replica as a process of its own: statics, caches and locks are not shared with any other.</summary>
internal sealed class ReplicaProcess : IDisposable
{
    private const string ListeningOn = "Now listening on: ";

    private ReplicaProcess(ChildProcess process, Uri address)
    {
        Process = process;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
        CarefulClient = new HttpClient(new AskAgain()) { BaseAddress = address };
    }

    public ChildProcess Process { get; }

    public Uri Address { get; }

    /// <summary>Takes every answer as it is.</summary>
    public HttpClient Client { get; }

    /// <summary>Asks again what was certainly not done.</summary>
    public HttpClient CarefulClient { get; }

    /// <summary>Starts the Api and waits until it listens.</summary>
    public static Task<ReplicaProcess> StartAsync(Stores stores, params (string Name, string Value)[] environment) =>
        StartAsync("Api", stores, environment);

    /// <summary>Starts the service with a planted bug; without one it is the correct service.</summary>
    public static Task<ReplicaProcess> StartWithBugAsync(
        Stores stores, string bug, params IEnumerable<(string Name, string Value)> environment) =>
        StartAsync("PlantedBugs", stores, [("PLANTED_BUG", bug), .. environment]);

    /// <summary>Runs a program of this solution to its end or until disposed.</summary>
    public static Task<ChildProcess> RunAsync(string project, params IEnumerable<(string Name, string? Value)> environment)
    {
        // artifacts/bin/<project>/<configuration>/: this project's neighbour, built with it.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, project + ".dll");
        return ChildProcess.StartAsync(
            "dotnet", [program], environment.DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.Value));
    }

    /// <summary>The stores' settings as environment variables.</summary>
    public static IEnumerable<(string Name, string? Value)> EnvironmentOf(Stores stores) =>
        stores.Settings.Select(pair => (pair.Name.Replace(":", "__", StringComparison.Ordinal), (string?)pair.Value));

    public async Task<T> GetAsync<T>(string path) =>
        (await Client.GetFromJsonAsync<T>(path, TestContext.Current.CancellationToken))!;

    public void Dispose()
    {
        Client.Dispose();
        CarefulClient.Dispose();
        Process.Dispose();
    }

    private static async Task<ReplicaProcess> StartAsync(
        string project, Stores stores, params (string Name, string Value)[] environment)
    {
        var process = await RunAsync(project,
        [
            .. environment.Select(pair => (pair.Name, (string?)pair.Value)),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            .. EnvironmentOf(stores),
        ]);
        Uri? address = null;
        await Condition.BecomesTrueAsync(
            () =>
            {
                var line = process.Lines.FirstOrDefault(line => line.Contains(ListeningOn, StringComparison.Ordinal));
                address = line is null ? null : new Uri(line[(line.IndexOf(ListeningOn, StringComparison.Ordinal) + ListeningOn.Length)..]);
                return Task.FromResult(address is not null);
            },
            "the replica listens");
        return new ReplicaProcess(process, address!);
    }
}
