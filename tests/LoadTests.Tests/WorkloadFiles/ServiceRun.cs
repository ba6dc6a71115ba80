using System.Text.Json;
using AspireStateless.LoadTests.Tests.Fakes;
using Microsoft.AspNetCore.Builder;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>A run on a service that a workload file describes.</summary>
/// <param name="CheckedAgain">The exit code of judging its record again.</param>
internal sealed record ServiceRun(int Code, string Output, IReadOnlyList<(string Name, string Word)> Verdicts, int CheckedAgain)
{
    /// <param name="service">Called for each life of a copy.</param>
    /// <param name="text">Of the file.</param>
    public static async Task<ServiceRun> RunAsync(Action<WebApplication> service, string text, string command)
    {
        await using var system = await FakeSystem.StartServiceAsync(service);
        var file = Path.Combine(system.NewFolder(), "small.workload.yaml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        var (code, output, folder) = await system.RunAsync($"{command} --workload {file}");
        var (again, _) = await FakeRuns.CheckAsync(folder);
        return new ServiceRun(code, output, VerdictsIn(folder), again);
    }

    private static IReadOnlyList<(string Name, string Word)> VerdictsIn(string folder)
    {
        using var result = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "result.json")));
        return
        [
            .. result.RootElement.GetProperty("promises").EnumerateArray()
                .Select(promise => (promise.GetProperty("name").GetString()!, promise.GetProperty("word").GetString()!)),
        ];
    }
}
