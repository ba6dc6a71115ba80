using System.Text.Json;

namespace AspireStateless.Engine.Tests;

/// <summary>The stack of <c>deploy/compose.yaml</c> on a Swarm of one node, with a port for each replica.</summary>
public sealed class Stack : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly OwnEngine _engine = new();
    private readonly string _deploy = Directory.CreateTempSubdirectory("deploy-").FullName;

    internal static Uri Endpoint { get; } = new("http://127.0.0.1:8080/");

    internal OwnEngine Engine => _engine;

    public async ValueTask InitializeAsync()
    {
        await _engine.InitializeAsync();
        if (OwnEngine.Missing is not null)
        {
            return;
        }

        // Of its own: the secrets of whoever tries the stack by hand stay theirs.
        await _engine.RunAsync("cp", "-r", $"{Repository.Root}/deploy/.", _deploy);
        await _engine.RunAsync("rm", "-rf", $"{_deploy}/secrets");
        await _engine.RunAsync($"{_deploy}/make-secrets");
        await DeployAsync("shop", $"{_deploy}/compose.yaml", $"{_deploy}/compose.load-tests.yaml");
        await ReadyAsync("shop_api", 3);
        using var client = new HttpClient();
        await OwnEngine.UntilAsync(
            async () =>
            {
                try
                {
                    using var answer = await client.GetAsync(new Uri(Endpoint, "health"));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            Limit,
            () => "The endpoint does not serve.");
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_deploy, recursive: true);
    }

    internal Task<string> DeployAsync(string stack, params string[] files) => _engine.RunAsync(
        ["docker", "stack", "deploy", .. files.SelectMany(file => new[] { "--compose-file", file }), stack]);

    /// <summary>Waits until so many replicas run, as the Swarm says.</summary>
    internal Task ReadyAsync(string service, int replicas) => OwnEngine.UntilAsync(
        async () => (await _engine.RunAsync("docker", "service", "ls", "--filter", $"name={service}", "--format", "{{.Replicas}}"))
            .StartsWith($"{replicas}/{replicas}", StringComparison.Ordinal),
        Limit,
        () => "docker service ps shows why.");

    /// <summary>Runs the load tests.</summary>
    internal Task<(int Code, string Output)> LoadTestsAsync(params string[] words) => _engine.TryAsync(Words(words));

    internal Command StartLoadTests(params string[] words) => _engine.Start(Words(words));

    /// <summary>How the last update of a service stands; null for none.</summary>
    internal async Task<string?> UpdateAsync(string service)
    {
        using var inspected = JsonDocument.Parse(await _engine.RunAsync("docker", "service", "inspect", service));
        return inspected.RootElement[0].TryGetProperty("UpdateStatus", out var status) ? status.GetProperty("State").GetString() : null;
    }

    private static string[] Words(string[] words) => ["dotnet", Path.Combine(Repository.Built("LoadTests"), "LoadTests.dll"), .. words];
}
