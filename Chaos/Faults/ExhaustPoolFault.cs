using System.Data.Common;
using System.Net.Sockets;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Stores;
using Npgsql;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Holds connections of Postgres, as many as it has left unless fewer are asked for, so that nobody gets a new one. Those that replicas hold
/// already stay theirs.
/// </summary>
internal sealed class ExhaustPoolFault(InstanceFeed instances, StoreFacts stores) : IFault
{
    private const long Most = 10_000;

    public string Kind => "exhaust-pool";

    public IReadOnlyList<FaultParameter> Parameters { get; } = [new NumberParameter("connections", 1, Most, Most)];

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var held = new HeldConnections();
        try
        {
            var isFull = await held.OpenAsync(stores.Postgres(target, Kind), arguments.Number("connections"), cancellationToken).ConfigureAwait(false);
            var evidence = new ExhaustEvidence(held.Count, isFull, MonotonicClock.Nanoseconds);
            return new Injection(evidence, async _ =>
            {
                await held.DisposeAsync().ConfigureAwait(false);
                return CureEvidence.Now(instances.Get(target.Instance));
            });
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class HeldConnections : IAsyncDisposable
    {
        private readonly List<NpgsqlConnection> connections = [];

        public int Count => connections.Count;

        /// <returns>Whether the server had no more to give.</returns>
        public async Task<bool> OpenAsync(PostgresStore postgres, long wanted, CancellationToken cancellationToken)
        {
            while (connections.Count < wanted)
            {
                try
                {
                    connections.Add(await postgres.OpenAsync(cancellationToken).ConfigureAwait(false));
                }
                catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.TooManyConnections)
                {
                    return true;
                }
                catch (Exception exception) when (exception is DbException or SocketException or TimeoutException)
                {
                    throw Control.RefusedException.Unavailable("store-unavailable", $"'{postgres.Name}' does not answer: {exception.Message}");
                }
            }

            return false;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            connections.Clear();
        }
    }
}

/// <summary>Evidence that connections are held.</summary>
/// <param name="Connections">How many.</param>
/// <param name="Full">Whether the server refused another one.</param>
/// <param name="At">When, <see cref="MonotonicClock"/>.</param>
internal sealed record ExhaustEvidence(int Connections, bool Full, long At);
