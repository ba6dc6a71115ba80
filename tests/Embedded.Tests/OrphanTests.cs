using Aspire.Hosting.Execution;

namespace AspireStateless.Embedded.Tests;

/// <summary>When the host is killed, whenever that is, its children are gone within two seconds and its data is whole.</summary>
public sealed class OrphanTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_host_that_is_killed_at_any_moment_leaves_no_process_and_no_broken_data()
    {
        using var data = new TemporaryFolder();
        var moments = new Random(Seed: 20);
        // While the cluster is being made, which takes longer than the start of Redis; anywhere in a start; in the run; in the stop.
        await KillAsync(data, appHost => appHost.PrintsAsync("redis is healthy"));
        for (var i = 0; i < 3; i++)
        {
            await KillAsync(data, appHost => AfterAsync(moments.Next(100, 1_500)));
        }

        await KillAsync(data, appHost => appHost.PrintsAsync("sample is healthy"));
        await KillAsync(data, async appHost =>
        {
            await appHost.PrintsAsync("sample is healthy");
            appHost.Signal(Signal.Terminate);
            await AfterAsync(moments.Next(0, 300));
        });

        using var last = AppHostProcess.Start($"--Data={data.Path}");
        await last.PrintsAsync("sample is healthy");
        last.Signal(Signal.Terminate);
        Assert.Equal(0, (await last.EndAsync()).ExitCode);
        Assert.Empty(ProcessTable.WithVariable(AppHostProcess.Marker, last.Mark));
    }

    private static async Task KillAsync(TemporaryFolder data, Func<AppHostProcess, Task> momentAsync)
    {
        using var appHost = AppHostProcess.Start($"--Data={data.Path}");
        await momentAsync(appHost);
        Assert.InRange(await appHost.KillAsync(), TimeSpan.Zero, Limit);
    }

    // A moment is what this test is about; it does not wait for anything.
    private static Task AfterAsync(int milliseconds) => Task.Delay(milliseconds, Deadline.Token);
}
