using System.Xml.Linq;
using AspireStateless.Api.Keys;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Looks through the key ring once a refresh period, to tell how old its keys are, and lets out what it meets there: one record that cannot
/// be read ends every replica at about the same time.
/// </summary>
internal sealed class DiesOfUnreadableKey(
    PostgresStore postgres, IOptions<KeysOptions> options, TimeProvider time, ILogger<DiesOfUnreadableKey> logger)
    : BackgroundService
{
    public static void Plant(IServiceCollection services) => services.AddHostedService<DiesOfUnreadableKey>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RefreshPeriod, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await AfterTheEffect.TryAsync(LookAsync(stoppingToken));
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var made = await postgres.QueryAsync(
            "SELECT xml FROM data_protection_keys", [], row => XElement.Parse(row.GetString(0)).Element("creationDate")?.Value,
            cancellationToken);
        logger.LogDebug("Keys were made at {Dates}", made);
    }
}
