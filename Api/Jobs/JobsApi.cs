using AspireStateless.Api.Answers;
using AspireStateless.Api.Inputs;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Sessions;

namespace AspireStateless.Api.Jobs;

/// <summary>Shows what the recurring job did.</summary>
internal static class JobsApi
{
    private const int TicksMax = 100;

    public static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.AddSection<JobsOptions>("Jobs");
        builder.Services.AddSingleton<JobLease>();
        builder.Services.AddSingleton<VisitTicks>();
        builder.Services.AddSingleton<VisitTicker>();
        builder.Services.AddHostedService<VisitJob>();
    }

    public static void MapJobs(this WebApplication app) =>
        app.MapGet("/jobs/visits/ticks", ReadTicks)
            .RequireAdmin()
            .WithTags("Jobs")
            .WithSummary("Read the ticks of the job that writes down the counts of all pages")
            .WithDescription($"In order, at most {TicksMax}; ask again with the last one as 'after'.")
            .Refuses(ProblemType.InvalidInput, ProblemType.StoreUnavailable);

    private static async Task<Json<IReadOnlyList<VisitTick>>> ReadTicks(
        VisitTicks ticks, CancellationToken cancellationToken, long after = 0) =>
        after >= 0
            ? Json.Of(await ticks.ReadAsync(after, TicksMax, cancellationToken))
            : throw new InvalidInputException("after", "after must be the number of a tick, or 0.");
}
