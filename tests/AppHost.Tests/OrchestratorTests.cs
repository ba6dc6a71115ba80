using System.Diagnostics;

namespace AspireStateless.AppHost.Tests;

/// <summary>Without its orchestrator an AppHost runs nothing, and Aspire alone would not notice.</summary>
public sealed class OrchestratorTests
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(12);

    [Theory]
    [InlineData("start-apiserver")]
    [InlineData("run-controllers")]
    public async Task An_AppHost_whose_orchestrator_was_killed_says_so_and_ends_with_an_exit_code(string part)
    {
        using var appHost = Start();
        var output = new List<string>();
        while (!output.Exists(line => line.Contains("redis is healthy", StringComparison.Ordinal)))
        {
            output.Add(await appHost.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException(string.Join('\n', output)));
        }

        // The server watches the AppHost, and the controllers watch the server.
        var server = PartOf("start-apiserver", appHost.Id);
        var killed = part == "start-apiserver" ? server : PartOf(part, server);
        using (var process = Process.GetProcessById(killed))
        {
            process.Kill();
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(EndLimit);
        var rest = await appHost.StandardOutput.ReadToEndAsync(limit.Token);
        await appHost.WaitForExitAsync(limit.Token);
        Assert.Equal(1, appHost.ExitCode);
        Assert.Contains($"The orchestrator (DCP, pid {killed}) has ended", rest, StringComparison.Ordinal);
    }

    private static Process Start()
    {
        // From its own folder: beside the specifications it has no framework of its own.
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var info = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(folder.Parent!.Parent!.FullName, "AppHost", folder.Name, "AppHost.dll"),
                "--Data=temporary",
                "--Replicas=1",
                "--DisableDashboard=true",
                "--DcpPublisher:RandomizePorts=true",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        info.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        info.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        return Process.Start(info)!;
    }

    private static int PartOf(string part, int watched) => Process.GetProcessesByName("dcp").Select(process => process.Id).First(pid =>
        ProcessFacts.CommandOf(pid) is var command && command.Contains(part) && command.Contains($"{watched}") && !command.Contains("--detach"));
}
