using AspireStateless.Control;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class ClosedLoopTests
{
    [Fact]
    public async Task A_client_has_one_request_in_flight_and_every_request_is_counted()
    {
        var inFlight = new int[4];
        int most = 0, requests = 0;
        using var stop = new CancellationTokenSource();
        var loop = new ClosedLoop(4, ThinkTime.None, async (client, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inFlight[client]));
            switch (Interlocked.Increment(ref requests))
            {
                case 200:
                    await stop.CancelAsync();
                    break;
                case > 200:
                    // Another client may get this far before the one above has cancelled.
                    await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
            }

            var sent = MonotonicClock.Now;
            await Task.Yield();
            Interlocked.Decrement(ref inFlight[client]);
            return new Completion(Outcome.Ok, sent, MonotonicClock.Now);
        });
        await loop.RunAsync(MonotonicClock.Now, TimeSpan.FromMinutes(1), stop.Token);
        var totals = loop.Totals();
        Assert.Equal(1, most);
        Assert.Equal((totals.Planned, 0, totals.Sent), (totals.Sent, totals.Shed, totals.Ok));
        Assert.Equal(totals.Sent, loop.Recorder.Read(series => series.Overall.Total().Planned));
        Assert.InRange(totals.Sent, 200, 203);
    }

    [Fact]
    public async Task A_request_is_due_when_its_client_has_thought()
    {
        const ulong seed = 7;
        var think = new ThinkTime(TimeSpan.FromMilliseconds(20), seed);
        var sent = new List<(long Sent, long Done)>();
        var loop = new ClosedLoop(1, think, (_, _) =>
        {
            var now = MonotonicClock.Now;
            sent.Add((now, now));
            return ValueTask.FromResult(new Completion(Outcome.Ok, now, now));
        });
        var origin = MonotonicClock.Now;
        await loop.RunAsync(origin, TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        var answered = origin;
        foreach (var (request, pause) in sent.Zip(think.Of(0)))
        {
            Assert.True(request.Sent >= answered + pause);
            answered = request.Done;
        }

        Assert.NotEmpty(sent);
    }

    [Fact]
    public async Task Cancelling_ends_it_while_its_clients_think()
    {
        using var stop = new CancellationTokenSource();
        var loop = new ClosedLoop(
            8,
            new ThinkTime(TimeSpan.FromHours(1), seed: 1),
            (_, _) => throw new InvalidOperationException("Nobody has thought long enough."));
        var run = loop.RunAsync(MonotonicClock.Now, TimeSpan.FromHours(24), stop.Token);
        await stop.CancelAsync();
        await run;
        Assert.Equal(0, loop.Totals().Sent);
    }
}
