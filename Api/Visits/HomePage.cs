using System.Text.Encodings.Web;
using AspireStateless.Api.Replicas;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Visits;

/// <summary>The page of the tutorial: every load is a visit, and any replica may answer.</summary>
internal static class HomePage
{
    public static void MapHomePage(this WebApplication app) =>
        app.MapGet("/", Show).ExcludeFromDescription();

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Show(
        IVisits visits, ReplicaIdentity replica, CancellationToken cancellationToken)
    {
        var visit = await visits.CountAsync(PageName.Home, key: null, cancellationToken);
        return visit.Outcome == VisitOutcome.TooManyPages
            ? VisitsProblem.TooManyPages()
            : TypedResults.Content(Render(visit.Count, HtmlEncoder.Default.Encode(replica.ToString())), "text/html; charset=utf-8");
    }

    private static string Render(long count, string replica) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Visits</title>
          <style>
            body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto 0; padding: 0 1rem; }
            body { color: #1b1f24; background: #fff; }
            strong { display: block; font-size: 4rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
            footer { margin-top: 2rem; color: #57606a; font-size: .875rem; overflow-wrap: anywhere; }
            @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117; } footer { color: #8d96a0; } }
          </style>
        </head>
        <body>
          <main>
            <strong id="count">{{count}}</strong>
            visits so far. Reload, and another replica may answer; the count goes on.
          </main>
          <footer>Answered by <code id="replica">{{replica}}</code></footer>
        </body>
        </html>
        """;
}
