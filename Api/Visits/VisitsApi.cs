using AspireStateless.Api.Answers;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Inputs;
using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AspireStateless.Api.Visits;

/// <summary>Counts visits and reads the counts.</summary>
internal static class VisitsApi
{
    public static void AddVisits(this WebApplicationBuilder builder)
    {
        builder.AddSection<VisitsOptions>("Visits");
        builder.Services.AddSingleton<IVisits, RedisVisits>();
    }

    public static void MapVisits(this WebApplication app)
    {
        var visits = app.MapGroup("/visits")
            .WithTags("Visits")
            .Refuses(ProblemType.InvalidInput, ProblemType.StoreUnavailable);
        visits.MapPost("/{page}", Count)
            .WithSummary("Count one visit")
            .WithDescription(
                "A repeated Idempotency-Key counts nothing and gets the first answer, with the header Idempotent-Replay: true.")
            .Refuses(ProblemType.TooManyPages, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType);
        visits.MapGet("/{page}", Read)
            .WithSummary("Read the count of a page; 0 if it was never visited");
    }

    public static ProblemHttpResult TooManyPages() =>
        ApiProblem.Refused(ProblemType.TooManyPages, "As many pages are counted as Visits:MaxPages allows; this would be one more.");

    private static async Task<Results<Json<PageVisits>, ProblemHttpResult>> Count(
        PageName page,
        [FromHeader(Name = IdempotencyKey.Header)] IdempotencyKey? key,
        EmptyBody body,
        IVisits visits,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var visit = await visits.CountAsync(page, key, cancellationToken);
        switch (visit.Outcome)
        {
            case VisitOutcome.TooManyPages:
                return TooManyPages();
            case VisitOutcome.Replayed:
                IdempotencyKey.SayReplay(response);
                break;
        }

        return Json.Of(new PageVisits(page.Value, visit.Count));
    }

    private static async Task<Json<PageVisits>> Read(PageName page, IVisits visits, CancellationToken cancellationToken) =>
        Json.Of(new PageVisits(page.Value, await visits.ReadAsync(page, cancellationToken)));
}

/// <summary>The answer of <c>/visits/{page}</c>.</summary>
internal sealed record PageVisits(string Page, long Count);
