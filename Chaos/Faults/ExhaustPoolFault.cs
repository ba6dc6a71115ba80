using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using Npgsql;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Holds connections of Postgres, as many as it has left unless fewer are asked for, so that nobody gets a new one. Those that replicas
/// hold already stay theirs.
/// </summary>
internal sealed class ExhaustPoolFault(InstanceFeed instances, StoreInspectors stores) : IFault
{
    private const long Most = 10_000;

    public string Kind => FaultKinds.ExhaustPool;

    public IReadOnlyList<FaultParameter> Parameters { get; } = [new NumberParameter(FaultParameters.Connections, 1, Most, Most)];

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var held = new HeldConnections();
        try
        {
            var wanted = arguments.Number(FaultParameters.Connections);
            var isFull = await held.OpenAsync(stores.Of<PostgresInspector>(target, Kind), wanted, cancellationToken);
            var evidence = new ExhaustEvidence(held.Count, isFull, MonotonicClock.Now);
            return new Injection(evidence, async _ =>
            {
                await held.DisposeAsync();
                return Cured.Now(instances.Get(target.Instance));
            });
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    private sealed class HeldConnections : IAsyncDisposable
    {
        private readonly List<NpgsqlConnection> _connections = [];

        public int Count => _connections.Count;

        /// <returns>Whether the server had no more to give.</returns>
        public async Task<bool> OpenAsync(PostgresInspector postgres, long wanted, CancellationToken cancellationToken)
        {
            while (_connections.Count < wanted)
            {
                try
                {
                    _connections.Add(await postgres.OpenAsync(cancellationToken));
                }
                catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.TooManyConnections)
                {
                    return true;
                }
                catch (Exception exception) when (StoreInspectors.IsAway(exception))
                {
                    throw RefusedException.Unavailable("store-unavailable", $"'{postgres.Name}' does not answer: {exception.Message}");
                }
            }

            return false;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in _connections)
            {
                await connection.DisposeAsync();
            }

            _connections.Clear();
        }
    }
}
