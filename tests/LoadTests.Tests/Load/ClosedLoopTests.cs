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
        var loop = new ClosedLoop(4, async (client, _) =>
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
    public async Task A_request_is_due_when_the_one_before_it_was_answered()
    {
        var sent = new List<long>();
        var answered = new List<long>();
        var loop = new ClosedLoop(1, async (_, _) =>
        {
            sent.Add(MonotonicClock.Now);
            await Task.Yield();
            answered.Add(MonotonicClock.Now);
            return new Completion(Outcome.Ok, sent[^1], answered[^1]);
        });
        await loop.RunAsync(MonotonicClock.Now, TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        Assert.NotEmpty(sent);
        Assert.All(sent.Skip(1).Zip(answered), pair => Assert.True(pair.First >= pair.Second));
    }
}
