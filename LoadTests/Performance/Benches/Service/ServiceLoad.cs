using System.Net;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Load.Sockets;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>
/// A closed loop of one kind of request, from one process, over connections that are kept and spread evenly over its targets.
/// </summary>
/// <param name="request">One that needs no other before it.</param>
/// <param name="users">Null where nobody is asked for a token.</param>
internal sealed class ServiceLoad(CountedRequest request, IReadOnlyList<IPEndPoint> targets, SlotUsers? users) : IDisposable
{
    private readonly LeanClient[] _clients = [.. targets.Select(target => new LeanClient(target))];

    // Without a key the n-th request is the same as the one a round of subjects before.
    private readonly byte[]?[] _prepared = new byte[]?[PairedPlan.Subjects];
    private int _sent;

    /// <summary>Sends the same without counting: a cold process may refuse what it cannot do in time.</summary>
    public Task WarmUpAsync(TimeSpan length, CancellationToken cancellationToken) => RunAsync(length, cancellationToken);

    /// <summary>Answers a second.</summary>
    /// <exception cref="InvalidRunException">A request was refused or not answered: such a load says nothing about cost.</exception>
    public async Task<double> MeasureAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var from = MonotonicClock.Now;
        var totals = await RunAsync(length, cancellationToken);
        var seconds = MonotonicClock.Span(MonotonicClock.Now - from).TotalSeconds;
        return totals.Sent > 0 && totals.Ok == totals.Sent
            ? totals.Ok / seconds
            : throw new InvalidRunException(
                $"{totals.Sent - totals.Ok} of {totals.Sent} requests '{request.Name}' were refused or not answered.",
                "Is the machine too busy to answer in time? Does 'run smoke' pass?");
    }

    public void Dispose() => Array.ForEach(_clients, static client => client.Dispose());

    private async Task<LoadTotals> RunAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var loop = new ClosedLoop(
            BenchSize.Connections, (client, _) => SendAsync(client % _clients.Length, cancellationToken));
        await loop.RunAsync(MonotonicClock.Now, length, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return loop.Totals();
    }

    private ValueTask<Completion> SendAsync(int target, CancellationToken cancellationToken)
    {
        var n = Interlocked.Increment(ref _sent);
        // As long as an identifier that a client draws.
        var bytes = request.Keyed ? Bytes(n, $"bench-{n:D30}") : _prepared[n % PairedPlan.Subjects] ??= Bytes(n, key: null);
        return _clients[target].SendAsync(bytes, cancellationToken);
    }

    private byte[] Bytes(int n, string? key)
    {
        var token = request.As switch
        {
            Caller.Nobody => null,
            Caller.User => users!.Tokens[n % users.Tokens.Count],
            Caller.Admin => users!.Admin,
            _ => throw new NotSupportedException($"'{request.Name}' needs another request before it."),
        };
        return LeanRequest.Of(request.Method, request.Path(n), targets[0], token, key, request.Body?.Invoke(n));
    }
}
