using AspireStateless.Api.Storage.Migrations;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Keys;

/// <summary>Looks for new keys from time to time, and makes the next one when it is due.</summary>
internal sealed class KeyRingRefresh(
    KeyRing ring, SchemaUpgrade schema, IOptions<KeysOptions> options, TimeProvider time, ILogger<KeyRingRefresh> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.RefreshPeriod, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                // The seed of the schema's upgrade makes keys, under a lock that all replicas share.
                await (ring.IsDue ? schema.RunAsync(stoppingToken) : ring.RefreshAsync(stoppingToken));
            }
            catch (Exception exception) // Whatever it is: an exception that left here would end the process, and the known keys with it.
            {
                logger.LogWarning("The key ring could not be read; the known keys go on: {Reason}", exception.Message);
            }
        }
    }
}
