using Aspire.Hosting.ApplicationModel;
using AspireStateless.Stores.Tests.Running;

namespace AspireStateless.Stores.Tests;

/// <summary>What waits for a store that has ended or does not answer is said on the console, once.</summary>
public sealed class WaitingTests(RunningGraph graph) : IClassFixture<RunningGraph>
{
    [Fact]
    public async Task A_store_that_was_killed()
    {
        var console = new Lines();
        Console.SetError(console);
        await graph.KillAsync("redis");
        await BeginToWaitAsync();

        await Deadline.UntilAsync(() => console.Has("Store 'redis' has ended ("));
        await graph.StartAsync("redis");
        await graph.ReachesAsync("waiter", KnownResourceStates.Running);

        Assert.EndsWith("Waiting for it: waiter.", console.Only("Store 'redis'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_runs_and_does_not_answer()
    {
        var console = new Lines();
        Console.SetError(console);
        await graph.KillAsync("redis");
        // As by a process of the former one that is still at its files.
        await using (new FileStream($"{graph.Data}/redis/lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await graph.CommandAsync("redis", KnownResourceCommands.StartCommand);
            var until = Deadline.Token;
            while (!console.Has("Store 'redis' runs and has not served for "))
            {
                // Until its next check Aspire may take the former process's health for this one's, and start what waits for it.
                if (graph.Now("waiter").State?.Text == KnownResourceStates.Running)
                {
                    await BeginToWaitAsync();
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), until);
            }
        }

        await graph.ReachesAsync("waiter", KnownResourceStates.Running);
        Assert.EndsWith("Waiting for it: waiter.", console.Only("Store 'redis'"), StringComparison.Ordinal);
    }

    private async Task BeginToWaitAsync()
    {
        await graph.CommandAsync("waiter", KnownResourceCommands.StopCommand);
        // The command is answered earlier, and a start that comes before the end does not wait for anything.
        await graph.EndedAsync("waiter");
        // Answered when it has started, which is what it waits for.
        _ = graph.Application.ResourceCommands.ExecuteCommandAsync("waiter", KnownResourceCommands.StartCommand, Deadline.Token);
        await graph.ReachesAsync("waiter", KnownResourceStates.Waiting);
    }
}
