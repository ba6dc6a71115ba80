using System.Text.Json;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>The users of a run and the requests on accounts and sessions that workloads share.</summary>
internal sealed class Accounts(RecordingClient client, ReplicaSet replicas, RunNames names, string? adminPassword)
{
    private const string AdminName = "admin";
    private const int MostTries = 20;
    private const int TooManyRequests = 429;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(250);

    // As the service asks for.
    private static readonly TimeSpan TryAgainAfterTooMany = TimeSpan.FromSeconds(1);

    // A password that is hashed as a real one takes seconds on a busy machine, and goes on being hashed when nobody waits any more: who
    // gives up early and asks again makes it busier.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _oneLogin = new(1, 1);
    private SessionToken? _admin;

    /// <summary>That session, where it was asked for; null where nobody has.</summary>
    public SessionToken? OpenedAdmin => _admin;

    /// <summary>A session of the user who may do everything, opened when it is first asked for.</summary>
    /// <exception cref="InvalidRunException">His password is not known, or is refused.</exception>
    public async Task<SessionToken> AdminAsync(CancellationToken cancellationToken)
    {
        await _oneLogin.WaitAsync(cancellationToken);
        try
        {
            if (adminPassword is null)
            {
                throw new InvalidRunException(
                    "The password of the user admin is not known.", "Attach to an AppHost that tells it, or set ADMIN_PASSWORD.");
            }

            return _admin ??= await OpenAsync("admin", AdminName, adminPassword, cancellationToken);
        }
        finally
        {
            _oneLogin.Release();
        }
    }

    /// <summary>Signs up the users in a range; those that exist already are left as they are.</summary>
    public async Task SignUpAsync(Range users, CancellationToken cancellationToken)
    {
        var admin = adminPassword is null ? null : await AdminAsync(cancellationToken);
        await Parallel.ForEachAsync(Enumerable.Range(users.Start.Value, UserPool.Count(users)), cancellationToken, async (user, cancel) =>
            await MustAsync(
                SignUp(admin, names.User(user), Password(user, 0)) with { Kind = OperationKind.Prepare }, alreadyDone: 409, cancel));
    }

    /// <param name="admin">Whose sign-ups are not limited; null for anybody.</param>
    public static ApiRequest SignUp(SessionToken? admin, string user, string password) =>
        new(OperationKind.Create, HttpMethod.Post, "/users", user, AnswerBody.Nothing)
        {
            Session = admin,
            Body = Json(new { username = user, password }),
        };

    /// <summary>Opens a session of a user whose password was not changed.</summary>
    /// <param name="name">Of the session, in the history.</param>
    public Task<SessionToken> OpenAsync(string name, int user, CancellationToken cancellationToken) =>
        OpenAsync(name, names.User(user), Password(user, 0), cancellationToken);

    /// <summary>Signs up the users in a range, and opens a session of each, with a word behind the user's in its name.</summary>
    public async Task<SessionToken[]> OpenAllAsync(Range users, string word, CancellationToken cancellationToken)
    {
        await SignUpAsync(users, cancellationToken);
        return await Task.WhenAll(Enumerable.Range(users.Start.Value, UserPool.Count(users))
            .Select(user => OpenAsync($"{names.User(user)}-{word}", user, cancellationToken)));
    }

    /// <summary>The user's n-th password, from 0.</summary>
    public string Password(int user, long number) => $"pass-{names.User(user)}-{number}";

    /// <summary>A login, and where its token is found once it was answered.</summary>
    public static (ApiRequest Request, Func<SessionToken?> Token) LogIn(string name, string user, string password, long passwordNumber)
    {
        string? token = null;
        var request = new ApiRequest(OperationKind.LogIn, HttpMethod.Post, "/login", name, body => AnswerBody.Parse(body, answer =>
        {
            token = answer.GetProperty("token").GetString();
            return default;
        }))
        {
            Argument = passwordNumber,
            Body = Json(new { username = user, password }),
        };
        return (request, () => token is null ? null : new SessionToken(name, user, token));
    }

    /// <summary>Opens a session for one operation of a user whose password was not changed; none where it is not let in.</summary>
    /// <remarks>A session that is kept for the whole traffic may end in it where it is used seldom.</remarks>
    public async ValueTask<(Completion Completion, SessionToken? Session)> EnterAsync(
        KeyedSender sender, PlannedOperation operation, string name, int user, long due)
    {
        var (login, token) = LogIn(name, names.User(user), Password(user, 0), passwordNumber: 0);
        var (completion, _) = await sender.SendOnceAsync(operation, login with { Kind = OperationKind.Prepare, Due = due });
        return (completion, token());
    }

    /// <summary>A read of the session's own record of its user.</summary>
    public static ApiRequest ReadData(SessionToken session) => new(
        OperationKind.ReadData, HttpMethod.Get, "/data", session.Name, body => AnswerBody.Parse(
            body, answer => new Reading(1, Foreign: Other(answer.GetProperty("username").GetString(), session.User))))
    {
        Session = session,
    };

    /// <summary>What an answer says of somebody else; null where it is about the one who asked.</summary>
    public static string? Other(string? said, string own) => said == own ? null : said ?? "nobody";

    /// <summary>Sends what the traffic cannot do without, until it is done.</summary>
    /// <param name="alreadyDone">The status that says so.</param>
    /// <exception cref="InvalidRunException">It is refused.</exception>
    public async Task<ApiAnswer> MustAsync(ApiRequest request, int alreadyDone, CancellationToken cancellationToken)
    {
        ApiAnswer answer = default;
        for (var i = 1; i <= MostTries; i++)
        {
            if (replicas.Serving is { Length: > 0 } serving)
            {
                answer = await client.SendAsync(
                    request with { To = serving[i % serving.Length], Number = i, Deadline = Patience }, cancellationToken);
                if (answer.Outcome == Outcome.Ok || answer.Status == alreadyDone)
                {
                    return answer;
                }
            }

            await Task.Delay(answer.Status == TooManyRequests ? TryAgainAfterTooMany : TryAgainAfter, cancellationToken);
        }

        throw new InvalidRunException(
            $"{request.Method} {request.Path} for {request.Subject} was answered with status {answer.Status}, {MostTries} times, although"
                + $" nothing was done to the system.",
            "Look at the output of the replicas.");
    }

    public static string Json(object value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private async Task<SessionToken> OpenAsync(string name, string user, string password, CancellationToken cancellationToken)
    {
        var (request, token) = LogIn(name, user, password, passwordNumber: 0);
        await MustAsync(request, alreadyDone: 0, cancellationToken);
        return token() ?? throw new InvalidRunException(
            $"The login of {user} was answered without a token.", "Look at the output of the replicas.");
    }
}
