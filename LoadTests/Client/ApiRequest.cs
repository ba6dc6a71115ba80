using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Client;

/// <summary>One attempt that a workload asks the recording client to make.</summary>
/// <param name="Subject">What the history files it under, such as the page.</param>
/// <param name="Read">Finds the operation's values in the body of a success; null when the body does not hold them.</param>
internal readonly record struct ApiRequest(
    OperationKind Kind, HttpMethod Method, string Path, string Subject, Func<ReadOnlyMemory<byte>, Reading?> Read)
{
    /// <summary>The replica to send it to; not looked at where nothing is sent.</summary>
    public Replica To { get; init; } = null!;

    /// <summary>A client of the plan counts from 0; the harness itself, unless given, is <see cref="Attempt.Harness"/>.</summary>
    public int Client { get; init; } = Attempt.Harness;

    /// <summary>Counts the attempts of one operation, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The idempotency key of the operation; 0 for none.</summary>
    public long Key { get; init; }

    /// <summary>What it writes, for the history.</summary>
    public long Argument { get; init; }

    /// <summary>The session that it is sent under; null for none.</summary>
    public SessionToken? Session { get; init; }

    /// <summary>Null for an empty one.</summary>
    public string? Body { get; init; }

    /// <summary>Of the body.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Headers beside those that every request has.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The address that a proxy says it comes from; null for the client's own.</summary>
    public string? From { get; init; }

    /// <summary>Finds the values in all of an answer, in place of <see cref="Read"/>, and of a refusal too.</summary>
    public Func<HttpResponseMessage, ReadOnlyMemory<byte>, Reading?>? Look { get; init; }

    /// <summary>Statuses beside 2xx that are answers and no refusals, such as the redirect of a form.</summary>
    public IReadOnlyList<int> Succeeds { get; init; } = [];

    /// <summary>Whether it is sent as it is told, without the headers that the Api knows.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether it changes something; what is no GET does, unless it is told.</summary>
    public bool IsWrite { get => field || Method != HttpMethod.Get; init; }

    /// <summary>The client's jar; null for a client that keeps none.</summary>
    public CookieJar? Cookies { get; init; }

    /// <summary>What it shows in place of what is in the jar; null for that.</summary>
    public string? ShownCookies { get; init; }

    /// <summary>Whether redirects are followed, as parts of the attempt.</summary>
    public bool FollowsRedirects { get; init; }
    public long Due { get; init; }

    /// <summary>How long the attempt may take; null for as long as any attempt of the run.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Hang up as soon as the request is sent.</summary>
    public bool Abandon { get; init; }

    /// <summary>Use a connection of its own.</summary>
    public bool FreshConnection { get; init; }
}

/// <summary>A session as a client holds it.</summary>
/// <param name="Name">In the history.</param>
/// <param name="User">Its owner, as the service names him.</param>
/// <param name="Token">The secret.</param>
internal sealed record SessionToken(string Name, string User, string Token);

/// <summary>The values of an answer; their meaning depends on the operation.</summary>
/// <param name="Foreign">What the answer held where it should have held the client's own; null where all was its own.</param>
internal readonly record struct Reading(long Value, long Version = 0, long Detail = 0, long Extra = 0, string? Foreign = null);

/// <summary>What came of it. Ticks are nanoseconds of the monotonic clock.</summary>
/// <param name="Status">0 where no answer came.</param>
/// <param name="Replica">The generation that answered, as in the header <c>Replica</c>; null where none did.</param>
internal readonly record struct ApiAnswer(Outcome Outcome, int Status, Reading Reading, long Sent, long Done, string? Replica)
{
    public Completion Completion => new(Outcome, Sent, Done, Replica);
}
