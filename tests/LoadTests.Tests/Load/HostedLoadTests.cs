using AspireStateless.Control;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Load.Hosts;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Tests.Fakes;

namespace AspireStateless.LoadTests.Tests.Load;

/// <summary>Operations that another tool carries out, whatever that tool does.</summary>
public sealed class HostedLoadTests
{
    private const int Operations = 600;

    [Fact]
    public async Task Every_operation_is_carried_out_once_and_counted_by_the_host_too()
    {
        var sent = new int[Operations];
        await using var load = new HostedLoad(new FakeHost(), Job(n =>
        {
            Interlocked.Increment(ref sent[n]);
            return Answered(n % 3 == 0 ? Outcome.Failed : Outcome.Ok);
        }));
        var outcomes = await CarryOutAllAsync(load);
        Assert.All(sent, times => Assert.Equal(1, times));
        Assert.Equal(400, outcomes.Count(outcome => outcome == Outcome.Ok));
        Assert.Equal(new HostCount("Fake", 400, 200), await load.StopAsync());
    }

    [Fact]
    public async Task What_a_host_that_ends_early_has_not_begun_fails_and_the_host_is_named()
    {
        await using var load = new HostedLoad(new FakeHost(most: 100), Job(_ => Answered(Outcome.Ok)));
        var outcomes = await CarryOutAllAsync(load);
        Assert.Equal(100, outcomes.Count(outcome => outcome == Outcome.Ok));
        Assert.Equal(Operations - 100, outcomes.Count(outcome => outcome == Outcome.Failed));
        await load.Ended;
        var failure = await Assert.ThrowsAsync<InvalidRunException>(load.StopAsync);
        Assert.Equal("Fake ended before the traffic did.", failure.Message);
    }

    [Fact]
    public async Task What_has_begun_when_its_host_ends_is_answered_by_itself()
    {
        var release = new TaskCompletionSource<Completion>(TaskCreationOptions.RunContinuationsAsynchronously);
        var operation = new HostedOperation(Job(_ => new ValueTask<Completion>(release.Task)), 0);
        var host = operation.CarryOutAsync();
        operation.Refuse();
        Assert.False(operation.Answer.IsCompleted);
        release.SetResult(new Completion(Outcome.Ok, 0, 5_000_000));
        Assert.Equal(Outcome.Ok, (await operation.Answer).Outcome);
        Assert.Equal(TimeSpan.FromMilliseconds(5), (await host).Latency);
    }

    [Fact]
    public async Task An_operation_that_throws_is_failed_for_the_host_and_thrown_to_its_giver()
    {
        await using var load = new HostedLoad(
            new FakeHost(), Job(n => n == 7 ? throw new InvalidOperationException("seven") : Answered(Outcome.Ok)));
        await load.StartAsync(TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await load.CarryOutAsync(7));
        Assert.Equal("seven", failure.Message);
        Assert.Equal(Outcome.Ok, (await load.CarryOutAsync(8)).Outcome);
        Assert.Equal(new HostCount("Fake", 1, 1), await load.StopAsync());
    }

    [Fact]
    public async Task A_host_that_does_not_begin_is_named_with_its_reason()
    {
        await using var load = new HostedLoad(
            new FakeHost(failure: new InvalidOperationException("There is no licence.")), Job(_ => Answered(Outcome.Ok)));
        var failure = await Assert.ThrowsAsync<InvalidRunException>(() => load.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Fake ended before the traffic began: There is no licence.", failure.Message);
    }

    private static async Task<Outcome[]> CarryOutAllAsync(HostedLoad load)
    {
        await load.StartAsync(TestContext.Current.CancellationToken);
        var completions = await Task.WhenAll(Enumerable.Range(0, Operations).Select(n => load.CarryOutAsync(n).AsTask()));
        return [.. completions.Select(completion => completion.Outcome)];
    }

    private static LoadJob Job(Func<int, ValueTask<Completion>> send) => new(
        Operations, TimeSpan.FromSeconds(1), n => n % 2 == 0 ? OperationKind.Visit : OperationKind.ReadVisits, _ => 0, send);

    private static ValueTask<Completion> Answered(Outcome outcome) =>
        ValueTask.FromResult(new Completion(outcome, MonotonicClock.Now, MonotonicClock.Now));
}
