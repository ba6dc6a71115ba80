using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Lives of tokens. Each is issued by one replica and used on all others, before and after it is ended; one of each user is kept from
/// the start to the end, so that it outlives whoever issued it.
/// </summary>
internal sealed class TokensWorkload(
    RecordingClient client, KeyedSender sender, ReplicaSet replicas, Accounts accounts, RunNames names, UserPool users) : IWorkload
{
    // One change at a time per user: what is changed is known to the one who changes it.
    private readonly SemaphoreSlim[] _changing =
        [.. Enumerable.Range(0, UserPool.Count(users.Passwords)).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly long[] _passwords = new long[UserPool.Count(users.Passwords)];
    private SessionToken[] _kept = [];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await accounts.SignUpAsync(users.Passwords, cancellationToken);
        _kept = await accounts.OpenAllAsync(users.Tokens, "kept", cancellationToken);
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due) => operation.Kind switch
    {
        OperationKind.ReadData =>
            (await sender.SendOnceAsync(operation, Accounts.ReadData(_kept[operation.Subject]) with { Due = due })).Completion,
        OperationKind.LogIn => await LiveAsync(operation, key, due),
        _ => await ChangePasswordAsync(operation, key, due),
    };

    public Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken) =>
        reader.ReadFromEveryReplicaAsync(_kept.Select(Accounts.ReadData), cancellationToken);

    /// <summary>Log in, use everywhere, log out, use everywhere.</summary>
    private async ValueTask<Completion> LiveAsync(PlannedOperation operation, long key, long due)
    {
        var user = users.Tokens.Start.Value + operation.Subject;
        var (request, token) = Accounts.LogIn($"{names.User(user)}-t{key}", names.User(user), accounts.Password(user, 0), 0);
        var (completion, _) = await sender.SendOnceAsync(operation, request with { Due = due });
        if (completion.Outcome == Outcome.Ok && token() is { } session)
        {
            await UseEverywhereAsync(session, operation.Client);
            await sender.SendOnceAsync(operation, LogOut(session));
            await UseEverywhereAsync(session, operation.Client);
        }

        return completion;
    }

    /// <summary>Log in, change the password, and use the old token, which has to be dead, and a new one.</summary>
    private async ValueTask<Completion> ChangePasswordAsync(PlannedOperation operation, long key, long due)
    {
        var turn = _changing[operation.Subject];
        await turn.WaitAsync();
        try
        {
            var user = users.Passwords.Start.Value + operation.Subject;
            if (await LogInAsync(operation, user, $"{names.User(user)}-p{key}", due) is not { } old)
            {
                return new Completion(Outcome.Failed, due, MonotonicClock.Now);
            }

            var number = _passwords[operation.Subject];
            var (completion, _) = await sender.SendOnceAsync(operation, Change(old, user, number, key));
            _passwords[operation.Subject] = completion.Outcome == Outcome.Ok ? key : number;
            await UseEverywhereAsync(old, operation.Client);
            if (completion.Outcome == Outcome.Unknown)
            {
                // Whichever of the two passwords opens a session is the one that counts.
                _passwords[operation.Subject] = key;
                _passwords[operation.Subject] = await LogInAsync(operation, user, $"{names.User(user)}-q{key}", due) is null ? number : key;
            }

            return completion;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<SessionToken?> LogInAsync(PlannedOperation operation, int user, string name, long due)
    {
        var number = _passwords[user - users.Passwords.Start.Value];
        var (request, token) = Accounts.LogIn(name, names.User(user), accounts.Password(user, number), number);
        await sender.SendOnceAsync(operation, request with { Due = due });
        return token();
    }

    private async Task UseEverywhereAsync(SessionToken session, int by)
    {
        foreach (var replica in replicas.Serving)
        {
            await client.SendAsync(Accounts.ReadData(session) with { To = replica, Client = by, Number = 1 });
        }
    }

    public static ApiRequest LogOut(SessionToken session) =>
        new(OperationKind.LogOut, HttpMethod.Post, "/logout", session.Name, AnswerBody.Nothing) { Session = session };

    private ApiRequest Change(SessionToken session, int user, long from, long to) =>
        new(OperationKind.ChangePassword, HttpMethod.Put, "/password", names.User(user), AnswerBody.Nothing)
        {
            Session = session,
            Argument = to,
            Body = Accounts.Json(new { currentPassword = accounts.Password(user, from), newPassword = accounts.Password(user, to) }),
        };
}

/// <summary>Draws lives of tokens: issued here, used there, ended by a logout or a change of the password; and uses of old ones.</summary>
/// <param name="users">Whose tokens are issued and ended by logout.</param>
/// <param name="changing">Users whose passwords change.</param>
internal sealed class TokensMix(ulong seed, int users, int changing) : IMix
{
    private const int UsesPerHundred = 60;
    private const int ChangesPerHundred = 8;
    private readonly RandomStream _random = RandomStream.Of(seed, "tokens");

    public int Clients => 16;

    public PlannedOperation Next(long due, short? subject)
    {
        var drawn = _random.Next(100);
        var (kind, names) = drawn < UsesPerHundred ? (OperationKind.ReadData, users)
            : drawn < UsesPerHundred + ChangesPerHundred ? (OperationKind.ChangePassword, changing)
            : (OperationKind.LogIn, users);
        return new PlannedOperation(due, _random.Next(Clients), kind, _random.Next(names));
    }
}
