using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;
using Xunit;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class OpenLoopTests
{
    [Fact]
    public async Task Every_arrival_is_sent_once_and_never_before_it_is_due()
    {
        long[] due = [.. new ConstantSchedule(500).DueTimes(TimeSpan.FromSeconds(1))];
        int[] sent = new int[due.Length];
        long origin = MonotonicClock.Now;
        int early = 0;
        var engine = new OpenLoop(due, n =>
        {
            Interlocked.Increment(ref sent[n]);
            long now = MonotonicClock.Now;
            Interlocked.Add(ref early, now < origin + due[n] ? 1 : 0);
            return ValueTask.FromResult(new Completion(Outcome.Ok, now, now));
        });
        await engine.RunAsync(origin, TestContext.Current.CancellationToken);
        Assert.All(sent, times => Assert.Equal(1, times));
        Assert.Equal(0, early);
        Assert.Equal((500, 500, 0), (engine.Totals().Planned, engine.Totals().Sent, engine.Totals().Shed));
    }

    [Fact]
    public async Task Sent_and_shed_are_planned_when_the_target_hangs()
    {
        long[] due = [.. new ConstantSchedule(4000).DueTimes(TimeSpan.FromSeconds(1))];
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int inFlight = 0;
        int most = 0;
        using var stop = new CancellationTokenSource();
        var engine = new OpenLoop(due, async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inFlight));
            await release.Task;
            Interlocked.Decrement(ref inFlight);
            return new Completion(Outcome.Unknown, MonotonicClock.Now, MonotonicClock.Now);
        });
        var run = engine.RunAsync(MonotonicClock.Now, stop.Token);
        await WaitUntilAsync(() => engine.Totals().Due == due.Length);
        await stop.CancelAsync();
        release.SetResult();
        await run;
        var totals = engine.Totals();
        Assert.Equal(totals.Planned, totals.Sent + totals.Shed);
        Assert.Equal(OpenLoop.InFlight, totals.Sent);
        Assert.InRange(most, 1, OpenLoop.InFlight);
    }

    [Fact]
    public async Task A_late_arrival_keeps_its_due_time()
    {
        // All are due at once, and one takes 2 ms: the last has waited for those before it.
        long[] due = new long[OpenLoop.InFlight * 3];
        var engine = new OpenLoop(due, async _ =>
        {
            long sent = MonotonicClock.Now;
            await Task.Delay(2);
            return new Completion(Outcome.Ok, sent, MonotonicClock.Now);
        });
        await engine.RunAsync(MonotonicClock.Now, TestContext.Current.CancellationToken);
        var totals = engine.Totals();
        Assert.True(totals.Response.Max >= totals.Service.Max + 2_000_000);
    }

    [Fact]
    public async Task Cancelling_sheds_what_is_not_sent_yet()
    {
        long[] due = [.. new ConstantSchedule(100).DueTimes(TimeSpan.FromSeconds(60))];
        using var stop = new CancellationTokenSource();
        var engine = new OpenLoop(due, async _ =>
        {
            await stop.CancelAsync();
            return new Completion(Outcome.Ok, MonotonicClock.Now, MonotonicClock.Now);
        });
        await engine.RunAsync(MonotonicClock.Now, stop.Token);
        var totals = engine.Totals();
        Assert.Equal(totals.Planned, totals.Sent + totals.Shed);
        Assert.InRange(totals.Sent, 1, 10);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
