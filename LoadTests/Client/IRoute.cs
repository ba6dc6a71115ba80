using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Client;

/// <summary>Chooses the replica that a client's next request goes to.</summary>
internal interface IRoute
{
    /// <param name="client">Whose request it is.</param>
    /// <param name="subject">What it is about.</param>
    /// <returns>Null when no replica serves.</returns>
    Replica? Next(int client, int subject);

    /// <returns>Where a request that was answered is sent a second time; null when there is nowhere.</returns>
    Replica? ForDuplicate(Replica answered);
}
