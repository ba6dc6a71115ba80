using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.Fakes.Clusters;

/// <summary>Which cluster this process means, as long as it is not disposed; and the command line, run there.</summary>
internal sealed class Kubeconfig : IDisposable
{
    /// <summary>One at a time.</summary>
    public const string Collection = "KUBECONFIG";
    private const string Variable = "KUBECONFIG";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cluster-");
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public Kubeconfig(string text)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "config"), text);
        Environment.SetEnvironmentVariable(Variable, Path.Combine(_folder.FullName, "config"));
    }

    public string Runs => Path.Combine(_folder.FullName, "runs");

    public static Kubeconfig Of(Uri server, string token = FakeClusterApi.Token) => new($$$"""
        apiVersion: v1
        kind: Config
        current-context: fake
        contexts: [{name: fake, context: {cluster: fake, user: fake}}]
        clusters: [{name: fake, cluster: {server: "{{{server}}}"}}]
        users: [{name: fake, user: {token: "{{{token}}}"}}]
        """);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Delete(recursive: true);
    }

    public static async Task<(int Code, string Output)> RunAsync(params string[] words)
    {
        using StringWriter output = new(), error = new();
        var code = await LoadTestsCommand.RunAsync(words, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString() + error);
    }

    /// <summary>Judges a deployment by a workload file.</summary>
    public async Task<(int Code, string Output)> JudgeAsync(string scenario, string workload, string name = FakeCluster.Full)
    {
        var file = Path.Combine(_folder.FullName, "small.workload.yaml");
        await File.WriteAllTextAsync(file, workload, TestContext.Current.CancellationToken);
        return await RunAsync(
        [
            "run", .. scenario.Split(' '), "--seed", "1", "--workload", file, "--kubernetes", name, "--no-calibration", "--output", Runs,
        ]);
    }
}
