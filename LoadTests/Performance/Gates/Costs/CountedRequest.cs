namespace AspireStateless.LoadTests.Performance.Gates.Costs;

/// <summary>A request whose cost is counted.</summary>
/// <param name="Name">Method and route, and what is special about it.</param>
/// <param name="Path">Of the n-th one; <c>{given}</c> stands for what the request before it gave.</param>
internal sealed record CountedRequest(string Name, HttpMethod Method, Func<int, string> Path)
{
    public const double UsualTolerance = 0.02;

    /// <summary>Of the n-th one; null for none.</summary>
    public Func<int, object>? Body { get; init; }

    /// <summary>Whose token is sent.</summary>
    public Caller As { get; init; } = Caller.Nobody;

    /// <summary>Whether it has an Idempotency-Key, another each time.</summary>
    public bool Keyed { get; init; }

    /// <summary>What has to be done before the n-th one, uncounted.</summary>
    public CountedRequest? Before { get; init; }

    /// <summary>The field of its answer that a request after it needs; null for none.</summary>
    public string? Gives { get; init; }

    /// <summary>The share that its bytes may grow by.</summary>
    public double Tolerance { get; init; } = UsualTolerance;

    /// <summary>The status that says it did what it should.</summary>
    public int Status { get; init; } = 200;
}

internal enum Caller
{
    Nobody,
    User,
    Admin,

    /// <summary>Whoever logged in before it.</summary>
    Fresh,
}
