using System.Globalization;
using System.Text.Json;
using AspireStateless.Judging.Sessions;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Reads and writes of fields of sessions. Every value written names its session and is unique, so that one that turns up in another
/// session, or another field, proves itself.
/// </summary>
internal sealed class SessionsWorkload(KeyedSender sender, Accounts accounts, RunNames names, UserPool users) : IWorkload
{
    private SessionToken[] _sessions = [];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await accounts.SignUpAsync(users.Sessions, cancellationToken);
        var owners = Enumerable.Range(users.Sessions.Start.Value, UserPool.Count(users.Sessions));
        _sessions = await Task.WhenAll(Enumerable.Range(0, SessionsMix.PerUser)
            .SelectMany(n => owners.Select(owner => accounts.OpenAsync($"{names.User(owner)}-s{n}", owner, cancellationToken))));
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var session = _sessions[operation.Subject];
        var request = operation.Kind == OperationKind.ReadSession ? Read(session) : Write(session, operation.Choice, key);
        return (await sender.SendOnceAsync(operation, request with { Due = due })).Completion;
    }

    public Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken) =>
        reader.ReadFromEveryReplicaAsync(_sessions.Select(Read), cancellationToken);

    public static ApiRequest Read(SessionToken session) => new(
        OperationKind.ReadSession,
        HttpMethod.Get,
        "/session",
        session.Name,
        body => AnswerBody.Parse(body, answer => Content(answer, session)))
    {
        Session = session,
    };

    private static ApiRequest Write(SessionToken session, int field, long key)
    {
        var number = (key * 4) + field;
        return Read(session) with
        {
            Kind = OperationKind.WriteSession,
            Method = HttpMethod.Patch,
            Argument = number,
            Body = Accounts.Json(new { fields = new Dictionary<string, string> { [$"f{field}"] = $"{session.Name}/{number}" } }),
        };
    }

    private static Reading Content(JsonElement answer, SessionToken session)
    {
        var fields = answer.GetProperty("fields");
        var foreign = Accounts.Other(answer.GetProperty("user").GetString(), session.User);
        long Field(int field)
        {
            if (!fields.TryGetProperty($"f{field}", out var value))
            {
                return 0;
            }

            var text = value.GetString() ?? "";
            var own = text.StartsWith($"{session.Name}/", StringComparison.Ordinal)
                & long.TryParse(text.AsSpan(text.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            if (!own || number % 4 != field)
            {
                foreign ??= $"f{field}={text}";
                return 0;
            }

            return number;
        }

        var (first, second, third) = (Field(0), Field(1), Field(2));
        return new Reading(first, answer.GetProperty("version").GetInt64(), second, third, foreign);
    }
}

/// <summary>Draws who reads a session, or writes which of its fields: several clients share each session.</summary>
/// <param name="users">How many users have sessions.</param>
internal sealed class SessionsMix(ulong seed, int users) : IMix
{
    /// <summary>How many sessions each user has: enough for a crowd.</summary>
    public const int PerUser = 8;

    // So few are drawn that clients meet in them.
    private const int DrawnPerUser = 3;
    public const int Fields = SessionsPromise.FieldCount;
    private const int ReadsPerHundred = 60;
    private const int AbandonedPerThousand = 5;
    private readonly RandomStream _random = RandomStream.Of(seed, "sessions");

    public int Clients => 32;

    public PlannedOperation Next(long due, short? subject)
    {
        var read = _random.Next(100) < ReadsPerHundred;
        return new PlannedOperation(
            due,
            _random.Next(Clients),
            read ? OperationKind.ReadSession : OperationKind.WriteSession,
            subject ?? _random.Next(DrawnPerUser * users),
            _random.Next(Fields),
            _random.Next(1000) < AbandonedPerThousand && !read ? Delivery.Abandon : Delivery.None);
    }
}
