using AspireStateless.Api.Sessions;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Looks at a session's version, and changes it in a second step: of two clients who saw the same version and come at once, both are told
/// that theirs was the change.
/// </summary>
internal sealed class CheckThenChange(ISessions correct) : AroundSessions(correct)
{
    public static void Plant(IServiceCollection services) => services.Wrap<ISessions, CheckThenChange>();

    public override async Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken)
    {
        if (patch.IfVersions is { } versions
            && (await Correct.UseAsync(id, cancellationToken) is not { } session || !versions.Contains(session.Version)))
        {
            return new(SessionOutcome.OtherVersion);
        }

        return await Correct.ChangeAsync(id, patch with { IfVersions = null }, cancellationToken);
    }
}
