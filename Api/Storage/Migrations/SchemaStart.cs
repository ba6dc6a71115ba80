using AspireStateless.Api.Storage.Postgres;

namespace AspireStateless.Api.Storage.Migrations;

/// <summary>Upgrades the schema beside the start of the host, and goes on trying while Postgres is away.</summary>
internal sealed class SchemaStart(SchemaUpgrade upgrade, Schema schema, TimeProvider time, ILogger<SchemaStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // With Postgres up the schema takes a fraction of this; without, the replica starts all the same and says that it is not ready.
    private static readonly TimeSpan StartWait = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_decided.Task, Task.Delay(StartWait, time, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? lastFailure = null;
        await PostgresRetry.UntilDoneAsync(
            async cancellationToken => Finish(await upgrade.RunAsync(cancellationToken)),
            Pause,
            time,
            failed: exception =>
            {
                // Once for each kind of failure, and not four times a second.
                if (exception.Message != lastFailure)
                {
                    logger.LogWarning("The schema cannot be prepared yet, trying on: {Reason}", lastFailure = exception.Message);
                }
            },
            stoppingToken);
    }

    private void Finish(string? refusal)
    {
        if (refusal is null)
        {
            schema.BecomeReady();
        }
        else
        {
            logger.LogCritical("{Reason}", refusal);
            schema.Refuse(refusal);
        }

        _decided.SetResult();
    }
}
