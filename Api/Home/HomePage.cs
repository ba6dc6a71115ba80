using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Telemetry;
using AspireStateless.Api.Visits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Home;

/// <summary>The page of the tutorial: every load is a visit, any replica may answer, and all that it shows comes from the stores.</summary>
internal static class HomePage
{
    public static void MapHomePage(this WebApplication app)
    {
        app.MapGet("/", Show).ExcludeFromDescription();
        app.MapPageForms();
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Show(
        HttpContext context,
        IVisits visits,
        ICatalog catalog,
        ICarts carts,
        ReplicaIdentity replica,
        CancellationToken cancellationToken,
        string? note = null)
    {
        var visit = await visits.CountAsync(PageName.Home, key: null, cancellationToken);
        if (visit.Outcome == VisitOutcome.TooManyPages)
        {
            return VisitsApi.TooManyPages();
        }

        await context.AuthenticateAsync(SessionHandler.SchemeName);
        var session = context.Features.Get<Caller>()?.Session;
        var model = new HomeModel(
            visit.Count,
            replica.ToString(),
            PageNote.Of(note),
            session,
            await OrAwayAsync(async () => session is null ? null : await carts.ReadAsync(session.User, cancellationToken)),
            await OrAwayAsync(() => catalog.ListAsync(after: null, cancellationToken)));
        context.Response.Headers.ContentSecurityPolicy = HomeView.SecurityPolicy;
        return TypedResults.Content(HomeView.Render(model), "text/html; charset=utf-8");
    }

    // A page with a part missing is better than none.
    private static async Task<T?> OrAwayAsync<T>(Func<Task<T>> read)
        where T : class?
    {
        try
        {
            return await read();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}
