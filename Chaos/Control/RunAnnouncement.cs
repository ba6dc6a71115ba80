using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace AspireStateless.Chaos.Control;

/// <summary>A harness tells of a run that begins.</summary>
/// <param name="Id">8 characters [a-z0-9]; begins every name that the run writes.</param>
/// <param name="Scenario">What it runs.</param>
/// <param name="LiveUrl">Where it can be watched, if anywhere.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed partial record RunAnnouncement(string? Id, string? Scenario, string? LiveUrl)
{
    internal void Validate()
    {
        if (Id is null || !IdPattern().IsMatch(Id))
        {
            throw RefusedException.BadRequest("invalid-request", "'id' must be 8 characters out of a-z and 0-9.");
        }
    }

    [GeneratedRegex("^[a-z0-9]{8}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();
}
