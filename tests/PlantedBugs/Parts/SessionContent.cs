using AspireStateless.Api.Sessions;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>What the correct service's script does to a session, for those who do it in the process.</summary>
internal static class SessionContent
{
    public static Session New(Username user, IReadOnlyDictionary<string, string> fields, DateTimeOffset expiresAt) => new(
        user,
        fields,
        fields.ToDictionary(field => field.Key, _ => 1L, StringComparer.Ordinal),
        Version: 1,
        expiresAt);

    /// <returns>The session with the change made to it, or why it is not.</returns>
    public static SessionChange Change(this Session session, SessionPatch patch, int maxFields)
    {
        if (patch.IfVersions is { } expected && !expected.Contains(session.Version))
        {
            return new(SessionOutcome.OtherVersion);
        }

        var fields = session.Fields.ToDictionary(StringComparer.Ordinal);
        var versions = session.Versions.ToDictionary(StringComparer.Ordinal);
        foreach (var name in patch.Remove.Where(versions.ContainsKey))
        {
            fields.Remove(name);
            versions[name] = session.Version + 1;
        }

        foreach (var (name, value) in patch.Set)
        {
            fields[name] = value;
            versions[name] = session.Version + 1;
        }

        return versions.Count > maxFields
            ? new(SessionOutcome.TooManyFields)
            : new(SessionOutcome.Changed, session with { Fields = fields, Versions = versions, Version = session.Version + 1 });
    }
}
