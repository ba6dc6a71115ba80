using System.Globalization;
using AspireStateless.Api.Answers;
using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AspireStateless.Api.Sessions;

/// <summary>Reads, changes and ends the caller's session.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this WebApplication app)
    {
        var sessions = app.MapGroup("").WithTags("Sessions").RequireSession().Refuses(ProblemType.StoreUnavailable);
        sessions.MapGet("/session", Read)
            .WithSummary("Read the session; its lifetime begins anew");
        sessions.MapPatch("/session", Change)
            .WithSummary("Change some fields of the session")
            .WithDescription(
                "Fields that are not named stay as they are; null takes a field out. With If-Match, only a session of that version is "
                + "changed.")
            .Refuses(ProblemType.InvalidInput, ProblemType.TooManyFields, ProblemType.VersionMismatch, ProblemType.UnsupportedMediaType);
        sessions.MapPost("/logout", End)
            .WithSummary("End the session, everywhere, before this answers");
    }

    private static Json<Session> Read(Caller caller, HttpResponse response) => Answer(caller.Session, response);

    private static async Task<Results<Json<Session>, ProblemHttpResult>> Change(
        Caller caller,
        SessionFields body,
        [FromHeader(Name = IfMatch.Header)] IfMatch? ifMatch,
        ISessions sessions,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var change = await sessions.ChangeAsync(caller.Id, body.ToPatch(ifMatch?.Versions), cancellationToken);
        return change.Outcome switch
        {
            SessionOutcome.Changed => Answer(change.Session!, response),
            SessionOutcome.OtherVersion => ApiProblem.Refused(
                ProblemType.VersionMismatch, "The session has another version. Read it again, then decide.", IfMatch.Header),
            SessionOutcome.TooManyFields =>
                ApiProblem.Refused(ProblemType.TooManyFields, "The session has as many fields as Sessions:MaxFields allows.", "fields"),
            _ => ApiProblem.Refused(ProblemType.NotLoggedIn, "The session has ended. Log in again."),
        };
    }

    private static async Task<NoContent> End(
        Caller caller, ISessions sessions, SessionCookie cookie, HttpResponse response, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(caller.Id, cancellationToken);
        cookie.Delete(response);
        return TypedResults.NoContent();
    }

    private static Json<Session> Answer(Session session, HttpResponse response)
    {
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{session.Version}\"");
        return Json.Of(session);
    }
}
