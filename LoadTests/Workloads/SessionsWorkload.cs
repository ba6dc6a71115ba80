using System.Globalization;
using System.Text.Json;
using AspireStateless.Judging.Histories;
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
