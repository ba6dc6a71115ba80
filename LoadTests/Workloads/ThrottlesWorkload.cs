using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Clients of an address of their own, which a trusted proxy tells: some know the password, some guess it until they are refused, one
/// after the other or all at once, each time on another replica; some sign up again and again.
/// </summary>
internal sealed class ThrottlesWorkload(
    KeyedSender sender, Accounts accounts, RunNames names, UserPool users, Func<ServiceOptions> options) : IWorkload
{
    /// <summary>So many tries more than there may be.</summary>
    private const int Beyond = 3;
    private const int InnocentLogins = 3;

    public Task PrepareAsync(CancellationToken cancellationToken) => accounts.SignUpAsync(users.Contracts, cancellationToken);

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var user = UserPool.At(users.Contracts, operation.Subject);
        var address = RunNames.Address(64, key);
        var wrong = LogIn(address, names.User(user), "not the password", isRight: false);
        var right = LogIn(address, names.User(user), accounts.Password(user, 0), isRight: true);
        var guesses = options().FailedLoginsPerMinute + Beyond;
        return (ThrottledClient)operation.Choice switch
        {
            ThrottledClient.Innocent => await InTurnAsync(operation, due, Enumerable.Repeat(right, InnocentLogins)),
            ThrottledClient.Guesser => await GuessAsync(
                operation, user, key, due, session => [.. Enumerable.Repeat(wrong, guesses), right, ChangePassword(wrong, session)]),
            ThrottledClient.Crowd => await AtOnceAsync(operation, due, Enumerable.Repeat(wrong, guesses)),
            _ => await InTurnAsync(operation, due, Enumerable.Range(0, options().SignUpsPerMinute + Beyond)
                .Select(index => SignUp(address, names.Newcomer(key, index)))),
        };
    }

    /// <summary>Guesses, at last under a session that was opened from elsewhere.</summary>
    private async ValueTask<Completion> GuessAsync(
        PlannedOperation operation, int user, long key, long due, Func<SessionToken, IEnumerable<ApiRequest>> requests)
    {
        var (completion, opened) = await accounts.EnterAsync(sender, operation, $"{names.User(user)}-g{key}", user, due);
        return opened is { } session ? await InTurnAsync(operation, due: 0, requests(session)) : completion;
    }

    private async ValueTask<Completion> InTurnAsync(PlannedOperation operation, long due, IEnumerable<ApiRequest> requests)
    {
        Completion? first = null;
        foreach (var request in requests)
        {
            var (completion, _) = await sender.SendOnceAsync(operation, request with { Due = first is null ? due : 0 });
            first ??= completion;
        }

        return first!.Value;
    }

    private async ValueTask<Completion> AtOnceAsync(PlannedOperation operation, long due, IEnumerable<ApiRequest> requests) =>
        (await Task.WhenAll(requests.Select((request, place) =>
            sender.SendOnceAsync(operation, request with { Due = place == 0 ? due : 0 }).AsTask())))[0].Completion;

    private static ApiRequest LogIn(string address, string username, string password, bool isRight) =>
        new(OperationKind.Guess, HttpMethod.Post, "/login", address, AnswerBody.Nothing)
        {
            From = address,
            Argument = isRight ? 1 : 0,
            Body = Accounts.Json(new { username, password }),
            Look = TooMany,
        };

    private static ApiRequest ChangePassword(in ApiRequest wrong, SessionToken session) => wrong with
    {
        Method = HttpMethod.Put,
        Path = "/password",
        Session = session,
        Body = Accounts.Json(new { currentPassword = "not the password", newPassword = "never in force" }),
    };

    private static ApiRequest SignUp(string address, string username) =>
        LogIn(address, username, "a new password", isRight: false) with { Kind = OperationKind.SignUp, Path = "/users" };

    // A login is also refused for what is under way at the moment, by this client or by all, which says nothing of failures.
    private static Reading? TooMany(HttpResponseMessage response, ReadOnlyMemory<byte> body) => response.IsSuccessStatusCode
        ? default(Reading)
        : AnswerBody.Parse(body, problem => new Reading(
            problem.TryGetProperty("detail", out var detail) && detail.GetString() is { } text
            && text.StartsWith("Too many", StringComparison.Ordinal) && text.Contains("from this address", StringComparison.Ordinal)
                ? 1
                : 0));
}

/// <summary>What a client does that has an address of its own.</summary>
internal enum ThrottledClient
{
    /// <summary>Logs in, with the right password only.</summary>
    Innocent,

    /// <summary>Guesses, and knows it in the end.</summary>
    Guesser,

    /// <summary>Guesses all at once.</summary>
    Crowd,

    /// <summary>Signs others up.</summary>
    SignsUp,
}

/// <summary>Draws what clients do, of whom each comes once.</summary>
internal sealed class ThrottlesMix(ulong seed) : IMix
{
    private const int InnocentPerHundred = 55;
    private const int GuessersPerHundred = 20;
    private const int CrowdsPerHundred = 15;
    private const int Subjects = 1000;
    private readonly RandomStream _random = RandomStream.Of(seed, "throttles");

    public int Clients => 8;

    public PlannedOperation Next(long due, short? subject)
    {
        var client = _random.Next(100) switch
        {
            < InnocentPerHundred => ThrottledClient.Innocent,
            < InnocentPerHundred + GuessersPerHundred => ThrottledClient.Guesser,
            < InnocentPerHundred + GuessersPerHundred + CrowdsPerHundred => ThrottledClient.Crowd,
            _ => ThrottledClient.SignsUp,
        };
        return new PlannedOperation(
            due, _random.Next(Clients), OperationKind.Guess, subject ?? _random.Next(Subjects), choice: (int)client);
    }
}
