using AspireStateless.Api.Storage.Migrations;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Prepares schema and keys some time after the start, so that a start is quick, and says ready whatever the stores say: a replica that
/// starts is sent requests which it must refuse, though no store is away; and one whose stores are away still asks for more.
/// </summary>
internal sealed class ReadyBeforeConnected(SchemaStart schema, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly string[] OwnChecks = ["self", "drain"];

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<SchemaStart>();
        services.ReplaceHosted<SchemaStart, ReadyBeforeConnected>();
        services.Configure<HealthCheckServiceOptions>(health =>
        {
            foreach (var check in health.Registrations.Where(check => !OwnChecks.Contains(check.Name, StringComparer.Ordinal)).ToList())
            {
                health.Registrations.Remove(check);
            }
        });
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await schema.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(WarmUp, time, stoppingToken);
        await schema.StartAsync(lifetime.ApplicationStopping);
    }
}
