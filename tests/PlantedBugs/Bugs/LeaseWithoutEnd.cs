using AspireStateless.Api.Jobs;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.Api.Telemetry;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Elects the leader of the job once, by a key without an end and without tokens: when it is gone, nobody follows.</summary>
internal sealed class LeaseWithoutEnd(
    RedisStore redis, VisitTicks ticks, IVisits visits, ReplicaIdentity replica, IOptions<JobsOptions> options, TimeProvider time)
    : JobLoop(options.Value.Interval, time)
{
    private static readonly RedisKey Leader = "{job:visits}:lease";
    private readonly RedisValue _self = replica.ToString();

    public static void Plant(IServiceCollection services) => services.ReplaceHosted<VisitJob, LeaseWithoutEnd>();

    protected override async Task TickIfDueAsync(CancellationToken cancellationToken)
    {
        await redis.CallAsync(
            "SET", static (database, self) => database.StringSetAsync(Leader, self, when: When.NotExists), _self, cancellationToken);
        var leader = await redis.CallAsync("GET", static (database, key) => database.StringGetAsync(key), Leader, cancellationToken);
        if (leader == _self && await ticks.BeginAsync(token: 0, options.Value.Period, cancellationToken) is { Due: true } last)
        {
            var counts = await visits.ReadAllAsync(cancellationToken);
            await ticks.WriteAsync(last.Tick + 1, last.Token, counts, options.Value.KeptTicks, cancellationToken);
        }
    }
}
