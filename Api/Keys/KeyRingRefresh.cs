using AspireStateless.Api.Storage.Migrations;
using AspireStateless.Api.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Keys;

/// <summary>Looks for new keys from time to time, and makes the next one when it is due.</summary>
internal sealed class KeyRingRefresh(
    KeyRing ring, SchemaUpgrade schema, IOptions<KeysOptions> options, TimeProvider time, ILogger<KeyRingRefresh> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RefreshPeriod, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // The seed of the schema's upgrade makes keys, under a lock that all replicas share.
                await (ring.IsDue ? schema.RunAsync(stoppingToken) : ring.RefreshAsync(stoppingToken));
            }
            catch (Exception exception) when (PostgresFailure.IsOfCall(exception))
            {
                logger.LogWarning("The key ring could not be read; the known keys go on: {Reason}", exception.Message);
            }
        }
    }
}
