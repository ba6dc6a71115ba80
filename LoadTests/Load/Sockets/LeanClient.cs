using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load.Sockets;

/// <summary>Sends the operations of an engine over kept connections, of which there are as many as requests in flight.</summary>
internal sealed class LeanClient(IPEndPoint target) : IDisposable
{
    private readonly ConcurrentStack<LeanConnection> _free = new();
    private readonly ConcurrentBag<LeanConnection> _all = [];

    /// <summary>Connects beforehand, so that no request of a measurement has to.</summary>
    public void Connect(int connections)
    {
        while (_all.Count < connections)
        {
            _free.Push(Open());
        }
    }

    /// <returns>A success is any status below 400; without a whole answer the outcome is unknown.</returns>
    public ValueTask<Completion> SendAsync(CancellationToken cancellationToken = default) =>
        ExchangeAsync(request: null, cancellationToken);

    /// <inheritdoc cref="SendAsync(CancellationToken)"/>
    /// <param name="request">A whole HTTP/1.1 request; see <see cref="LeanRequest"/>.</param>
    /// <param name="cancellationToken">Leaves the outcome unknown.</param>
    public ValueTask<Completion> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken) =>
        ExchangeAsync(request, cancellationToken);

    public void Dispose()
    {
        foreach (var connection in _all)
        {
            connection.Dispose();
        }
    }

    /// <param name="request">Null for the prepared one.</param>
    private async ValueTask<Completion> ExchangeAsync(ReadOnlyMemory<byte>? request, CancellationToken cancellationToken)
    {
        var sent = MonotonicClock.Now;
        try
        {
            var connection = _free.TryPop(out var free) ? free : Open();
            var status = await (request is { } other ? connection.ExchangeAsync(other, cancellationToken)
                : connection.ExchangeAsync(cancellationToken));
            var done = MonotonicClock.Now;
            _free.Push(connection);
            return new Completion(status < 400 ? Outcome.Ok : Outcome.Failed, sent, done);
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
        {
            // The connection is not used again: nobody knows what is still to come on it.
            return new Completion(Outcome.Unknown, sent, MonotonicClock.Now);
        }
    }

    private LeanConnection Open()
    {
        var connection = new LeanConnection(target);
        _all.Add(connection);
        return connection;
    }
}
