namespace AspireStateless.Judging.Sessions;

/// <summary>Whose a session is, by its name in the history.</summary>
internal static class SessionOwner
{
    /// <returns>What stands before the last part of the name; all of it where it has one part.</returns>
    public static string Of(string session)
    {
        var end = session.LastIndexOf('-');
        return end < 0 ? session : session[..end];
    }
}
