using AspireStateless.Stores.Programs;
using AspireStateless.Stores.Tests.Running;

namespace AspireStateless.Stores.Tests;

/// <summary>When an AppHost is killed, whenever that is, nothing of it is left, and the next one has all data.</summary>
public sealed class OrphanTests : IDisposable
{
    private static readonly TimeSpan OrphanLimit = TimeSpan.FromSeconds(12);
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_alone_or_with_the_orchestrator_it_leaves_no_process_and_no_broken_data()
    {
        // While the files of Postgres are being made, behind the start of Redis; in the run; in the stop.
        await KilledAsync(withOrchestrator: false, async appHost => await appHost.PrintsAsync("redis is ready"));
        await KilledAsync(withOrchestrator: true, async appHost => await Deadline.UntilAsync(() => appHost.Processes.Any(IsInitdb)));
        await KilledAsync(withOrchestrator: true, appHost => appHost.CountAsync());
        await KilledAsync(withOrchestrator: false, appHost => appHost.CountAsync());
        await KilledAsync(withOrchestrator: true, async appHost =>
        {
            await appHost.CountAsync();
            appHost.RequestStop();
        });

        using var last = AppHostProcess.Start($"--Data={_data.Path}");
        Assert.Equal((4, 4), await last.CountAsync());
        await last.StopsAsync();
    }

    [Fact]
    public async Task The_next_one_says_that_it_waits_for_the_stores_of_one_that_was_killed()
    {
        using var killed = AppHostProcess.Start($"--Data={_data.Path}");
        await killed.PrintsAsync("waiter is ready");
        // The orchestrator would end the stores, maybe before the next one looks.
        killed.SendOrchestrator(Signal.SIGSTOP);
        Signals.TrySend(killed.Id, Signal.SIGKILL);

        using var next = AppHostProcess.Start($"--Data={_data.Path}");
        await next.PrintsAsync("Waiting for the stores of a former AppHost on ");
        killed.SendOrchestrator(Signal.SIGCONT);
        await next.PrintsAsync("waiter is ready");
        await next.StopsAsync();
    }

    private static bool IsInitdb(int pid) => ProcessFacts.NameOf(pid) == "initdb";

    private async Task KilledAsync(bool withOrchestrator, Func<AppHostProcess, Task> momentAsync)
    {
        using var appHost = AppHostProcess.Start($"--Data={_data.Path}");
        await momentAsync(appHost);
        var took = await appHost.KillAsync(withOrchestrator);
        TestContext.Current.TestOutputHelper?.WriteLine($"Gone after {took.TotalSeconds:0.0} s.");
        Assert.InRange(took, TimeSpan.Zero, OrphanLimit);
    }
}
