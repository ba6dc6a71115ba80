using System.Collections.Concurrent;
using AspireStateless.Control;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Load.Arrivals;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class OpenLoopTests
{
    [Fact]
    public async Task Every_arrival_is_sent_once_and_never_before_it_is_due()
    {
        long[] due = [.. new ConstantSchedule(500).DueTimes(TimeSpan.FromSeconds(1))];
        var sent = new int[due.Length];
        var origin = MonotonicClock.Now;
        var early = 0;
        var engine = new OpenLoop(due, n =>
        {
            Interlocked.Increment(ref sent[n]);
            var now = MonotonicClock.Now;
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
        var inFlight = 0;
        var most = 0;
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
        var due = new long[OpenLoop.InFlight * 3];
        var engine = new OpenLoop(due, async _ =>
        {
            var sent = MonotonicClock.Now;
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

    [Fact]
    public async Task Those_who_wait_are_sent_in_the_order_in_which_they_were_due()
    {
        var due = new long[OpenLoop.InFlight * 2];
        var sent = new ConcurrentQueue<int>();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = new OpenLoop(due, async n =>
        {
            sent.Enqueue(n);
            await release.Task;
            return new Completion(Outcome.Ok, MonotonicClock.Now, MonotonicClock.Now);
        });
        var run = engine.RunAsync(MonotonicClock.Now, TestContext.Current.CancellationToken);
        await WaitUntilAsync(() => engine.Totals().Due == due.Length);
        Assert.Equal(Enumerable.Range(0, OpenLoop.InFlight), sent);
        release.SetResult();
        await run;
        Assert.Equal(Enumerable.Range(0, due.Length), sent.Order());
    }

    [Fact]
    public async Task An_operation_that_throws_fails_the_run_and_is_counted()
    {
        long[] due = [.. new ConstantSchedule(1000).DueTimes(TimeSpan.FromMilliseconds(50))];
        var engine = new OpenLoop(due, n => n == 10
            ? throw new InvalidOperationException("broken")
            : ValueTask.FromResult(new Completion(Outcome.Ok, MonotonicClock.Now, MonotonicClock.Now)));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => engine.RunAsync(MonotonicClock.Now, TestContext.Current.CancellationToken));
        Assert.Equal("broken", failure.InnerException?.Message);
        Assert.Equal((50, 50, 1), (engine.Totals().Planned, engine.Totals().Sent, engine.Totals().Unknown));
    }

    [Fact]
    public async Task What_was_sent_and_shed_adds_up_to_the_plan_in_the_series()
    {
        long[] due = [.. new ConstantSchedule(2000).DueTimes(TimeSpan.FromMilliseconds(500))];
        using var stop = new CancellationTokenSource();
        var engine = new OpenLoop(due, async n =>
        {
            await (n == 300 ? stop.CancelAsync() : Task.CompletedTask);
            return new Completion(Outcome.Ok, MonotonicClock.Now, MonotonicClock.Now, "a/1/1");
        });
        await engine.RunAsync(MonotonicClock.Now, stop.Token);
        var total = engine.Recorder.Read(series => series.Overall.Total());
        Assert.Equal(1000, total.Planned);
        Assert.Equal(total.Planned, total.Sent + total.Shed);
        Assert.True(engine.Totals().Shed > 0);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
