using System.Threading.Channels;

namespace AspireStateless.Api.Tests.Storage;

/// <summary>A store whose round trips end when the test says so.</summary>
internal sealed class ManualStore
{
    private readonly Channel<RoundTrip> _roundTrips = Channel.CreateUnbounded<RoundTrip>();

    /// <summary>Takes what a batcher sends.</summary>
    public Task<IReadOnlyList<string>> SendAsync(IReadOnlyList<int> items, TimeSpan limit)
    {
        var roundTrip = new RoundTrip(items, limit, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _roundTrips.Writer.TryWrite(roundTrip);
        return roundTrip.Answers.Task;
    }

    /// <returns>The next round trip, once it was sent.</returns>
    public ValueTask<RoundTrip> NextAsync() => _roundTrips.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Whether a round trip was sent that the test has not looked at.</summary>
    public bool HasNext => _roundTrips.Reader.TryPeek(out _);

    public sealed record RoundTrip(IReadOnlyList<int> Items, TimeSpan Limit, TaskCompletionSource<IReadOnlyList<string>> Answers)
    {
        /// <summary>Answers each item with its own text.</summary>
        public void Answer() => Answers.SetResult([.. Items.Select(item => $"answer {item}")]);
    }
}
