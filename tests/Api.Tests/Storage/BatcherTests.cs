using System.Globalization;
using AspireStateless.Api.Storage;

namespace AspireStateless.Api.Tests.Storage;

/// <summary>Callers share round trips and nothing else: not their answers, not their deadline, not their leaving.</summary>
public sealed class BatcherTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(700);

    private readonly ManualStore _store = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_call_is_sent_at_once_when_nothing_is_in_flight()
    {
        var call = Call(NewBatcher(), 1);

        var roundTrip = await _store.NextAsync();

        Assert.Equal([1], roundTrip.Items);
        roundTrip.Answer();
        Assert.Equal("answer 1", await call);
    }

    [Fact]
    public async Task Calls_that_come_while_one_is_in_flight_are_sent_together_in_order_and_answered_each_by_itself()
    {
        var batcher = NewBatcher();
        var first = Call(batcher, 1);
        var inFlight = await _store.NextAsync();
        var waiting = Enumerable.Range(2, 5).Select(item => Call(batcher, item)).ToArray();

        inFlight.Answer();
        var roundTrip = await _store.NextAsync();
        roundTrip.Answer();

        Assert.Equal("answer 1", await first);
        Assert.Equal([2, 3, 4, 5, 6], roundTrip.Items);
        Assert.Equal(["answer 2", "answer 3", "answer 4", "answer 5", "answer 6"], await Task.WhenAll(waiting));
    }

    [Fact]
    public async Task No_more_than_the_limits_allow_are_sent_together_or_in_flight()
    {
        var batcher = NewBatcher(items: 2, roundTrips: 2);
        var first = Call(batcher, 1);
        var one = await _store.NextAsync();
        var second = Call(batcher, 2);
        var two = await _store.NextAsync();
        Task<string>[] waiting = [Call(batcher, 3), Call(batcher, 4), Call(batcher, 5)];

        Assert.False(_store.HasNext);
        one.Answer();
        var three = await _store.NextAsync();
        two.Answer();
        var four = await _store.NextAsync();

        Assert.Equal([3, 4], three.Items);
        Assert.Equal([5], four.Items);
        three.Answer();
        four.Answer();
        await Task.WhenAll([first, second, .. waiting]);
    }

    [Fact]
    public async Task A_failure_reaches_every_member_of_its_round_trip_and_nobody_else()
    {
        var batcher = NewBatcher();
        var before = Call(batcher, 1);
        var inFlight = await _store.NextAsync();
        Task<string>[] members = [Call(batcher, 2), Call(batcher, 3)];
        inFlight.Answer();
        var failing = await _store.NextAsync();
        var after = Call(batcher, 4);

        failing.Answers.SetException(new StoreUnavailableException(definite: false, "The store did not answer in time."));
        (await _store.NextAsync()).Answer();

        foreach (var member in members)
        {
            Assert.False((await Assert.ThrowsAsync<StoreUnavailableException>(() => member)).Definite);
        }

        Assert.Equal(["answer 1", "answer 4"], await Task.WhenAll(before, after));
    }

    [Fact]
    public async Task A_store_that_answers_fewer_than_were_asked_fails_them_all()
    {
        var call = Call(NewBatcher(), 1);

        (await _store.NextAsync()).Answers.SetResult([]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => call);
    }

    [Fact]
    public async Task A_round_trip_gets_the_time_that_its_oldest_member_has_left()
    {
        var batcher = NewBatcher();
        var first = Call(batcher, 1);
        var inFlight = await _store.NextAsync();
        var older = Call(batcher, 2);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        var younger = Call(batcher, 3);

        inFlight.Answer();
        var roundTrip = await _store.NextAsync();
        roundTrip.Answer();

        Assert.Equal(Deadline, inFlight.Limit);
        Assert.Equal(Deadline - TimeSpan.FromMilliseconds(200), roundTrip.Limit);
        await Task.WhenAll(first, older, younger);
    }

    [Fact]
    public async Task A_call_that_waited_for_most_of_its_time_is_refused_definitely_and_never_sent()
    {
        var batcher = NewBatcher();
        var first = Call(batcher, 1);
        var inFlight = await _store.NextAsync();
        var late = Call(batcher, 2);
        _time.Advance(TimeSpan.FromMilliseconds(400));
        var inTime = Call(batcher, 3);

        inFlight.Answer();
        var roundTrip = await _store.NextAsync();
        roundTrip.Answer();

        Assert.True((await Assert.ThrowsAsync<StoreUnavailableException>(() => late)).Definite);
        Assert.Equal([3], roundTrip.Items);
        Assert.Equal(["answer 1", "answer 3"], await Task.WhenAll(first, inTime));
    }

    [Fact]
    public async Task A_caller_that_goes_away_while_it_waits_is_not_sent()
    {
        var batcher = NewBatcher();
        using var caller = new CancellationTokenSource();
        var first = Call(batcher, 1);
        var inFlight = await _store.NextAsync();
        var gone = batcher.CallAsync(2, caller.Token);
        var stays = Call(batcher, 3);

        await caller.CancelAsync();
        inFlight.Answer();
        var roundTrip = await _store.NextAsync();
        roundTrip.Answer();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal([3], roundTrip.Items);
        Assert.Equal(["answer 1", "answer 3"], await Task.WhenAll(first, stays));
    }

    [Fact]
    public async Task A_caller_that_goes_away_while_it_is_in_flight_harms_no_other_member()
    {
        var batcher = NewBatcher();
        using var caller = new CancellationTokenSource();
        var first = Call(batcher, 1);
        var inFlight = await _store.NextAsync();
        var gone = batcher.CallAsync(2, caller.Token);
        var stays = Call(batcher, 3);
        inFlight.Answer();
        var roundTrip = await _store.NextAsync();

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        roundTrip.Answer();

        Assert.Equal(["answer 1", "answer 3"], await Task.WhenAll(first, stays));
    }

    [Fact]
    public async Task Ten_thousand_calls_from_many_threads_are_never_answered_for_one_another()
    {
        var batcher = new Batcher<int, string>(
            async (items, _) =>
            {
                await Task.Yield();
                return [.. items.Select(item => item.ToString(CultureInfo.InvariantCulture))];
            },
            new(Items: 16, RoundTrips: 3, TimeSpan.FromMinutes(1)),
            TimeProvider.System);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10_000),
            new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = TestContext.Current.CancellationToken },
            async (item, cancellationToken) =>
                Assert.Equal(item.ToString(CultureInfo.InvariantCulture), await batcher.CallAsync(item, cancellationToken)));
    }

    private Batcher<int, string> NewBatcher(int items = 128, int roundTrips = 1) =>
        new(_store.SendAsync, new(items, roundTrips, Deadline), _time);

    private static Task<string> Call(Batcher<int, string> batcher, int item) =>
        batcher.CallAsync(item, TestContext.Current.CancellationToken);
}
