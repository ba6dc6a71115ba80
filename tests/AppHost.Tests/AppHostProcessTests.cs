using System.Diagnostics;

namespace AspireStateless.AppHost.Tests;

/// <summary>The AppHost as a process of its own, when something that it cannot do without is not there.</summary>
public sealed class AppHostProcessTests
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

    [Fact]
    public async Task An_AppHost_whose_home_cannot_be_written_says_so_in_a_line_and_ends()
    {
        using var appHost = Start(("HOME", "/proc/1"));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(EndLimit);
        var error = await appHost.StandardError.ReadToEndAsync(limit.Token);
        await appHost.WaitForExitAsync(limit.Token);
        Assert.Equal(1, appHost.ExitCode);
        Assert.Matches("^The home folder '/proc/1' cannot be written .*Set HOME to one that can[^\\n]*\\n$", error);
    }

    private static Process Start(params (string Name, string Value)[] environment)
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
            RedirectStandardError = true,
        };
        info.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        info.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    private static int PartOf(string part, int watched) =>
        Process.GetProcessesByName("dcp").Select(process => process.Id).First(pid =>
            ProcessFacts.CommandOf(pid) is var command
            && command.Contains(part) && command.Contains($"{watched}") && !command.Contains("--detach"));
}
