using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Writes the change of a session when its answer is out, as middleware does that saves at the end of a request: whoever asks another
/// replica at once reads what was before, changes at once get one version, and a kill in between loses what was acknowledged.
/// </summary>
internal sealed class CommitAfterResponse(ISessions correct, IHttpContextAccessor http, IOptions<SessionsOptions> options)
    : AroundSessions(correct)
{
    public static void Plant(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.Wrap<ISessions, CommitAfterResponse>();
    }

    public override async Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken)
    {
        if (await Correct.UseAsync(id, cancellationToken) is not { } session)
        {
            return new(SessionOutcome.Ended);
        }

        var change = session.Change(patch, options.Value.MaxFields);
        if (change.Outcome == SessionOutcome.Changed)
        {
            http.HttpContext!.Response.OnCompleted(
                () => AfterTheEffect.TryAsync(Correct.ChangeAsync(id, patch with { IfVersions = null }, CancellationToken.None)));
        }

        return change;
    }
}
