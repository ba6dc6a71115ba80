namespace AspireStateless.Stores.Redis;

/// <summary>What Redis has written when it answers: configuration <c>Redis:Append</c>.</summary>
internal static class RedisAppend
{
    /// <param name="append">
    /// <c>always</c>: on disk before the answer; <c>everysec</c>: on disk within a second; <c>no</c>: nothing is written at all, for
    /// showing what that loses. Null means <c>always</c>.
    /// </param>
    /// <exception cref="DistributedApplicationException">Another value.</exception>
    public static IReadOnlyList<string> Flags(string? append) => append?.ToLowerInvariant() switch
    {
        null or "" or "always" => ["--save", "60", "1", "--appendonly", "yes", "--appendfsync", "always"],
        "everysec" => ["--save", "60", "1", "--appendonly", "yes", "--appendfsync", "everysec"],
        "no" => ["--save", "", "--appendonly", "no"],
        _ => throw new DistributedApplicationException($"Redis:Append is '{append}'; it has to be always, everysec or no."),
    };
}
