using System.Globalization;
using System.Text.Json;
using AspireStateless.Judging.Contracts;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Changes with <c>If-Match</c>, each time of a new session: two at once by clients who have seen the same version, of which one is to be
/// carried out; one who comes too late; and one for any version, or with a weak tag, which matches none.
/// </summary>
internal sealed class ConditionalChanges(KeyedSender sender, Accounts accounts, RunNames names, UserPool users) : IWorkload
{
    private const int FirstVersion = 1;
    private const string Field = "c";

    public Task PrepareAsync(CancellationToken cancellationToken) => accounts.SignUpAsync(users.Contracts, cancellationToken);

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var user = UserPool.At(users.Contracts, operation.Subject);
        var (completion, opened) = await accounts.EnterAsync(sender, operation, $"{names.User(user)}-c{key}", user, due);
        if (opened is not { } session)
        {
            return completion;
        }

        await Task.WhenAll(SendAsync(Change(session, key, FirstVersion)), SendAsync(Change(session, key + 1, FirstVersion)));
        await SendAsync(Change(session, key + 2, FirstVersion));
        await SendAsync(Change(session, key + 3, operation.Choice == 0 ? ConditionalChange.Any : ConditionalChange.Weak));
        await SendAsync(Read(session));
        return completion;

        Task SendAsync(ApiRequest request) => sender.SendOnceAsync(operation, request).AsTask();
    }

    private static ApiRequest Read(SessionToken session) =>
        new(OperationKind.ReadIfSession, HttpMethod.Get, "/session", session.Name, AnswerBody.Nothing)
        {
            Session = session,
            Look = (response, body) => response.IsSuccessStatusCode
                ? AnswerBody.Parse(body, answer => Content(answer, session, response.Headers.ETag?.ToString()))
                : default(Reading),
        };

    private static ApiRequest Change(SessionToken session, long write, int version) => Read(session) with
    {
        Kind = OperationKind.ChangeIf,
        Method = HttpMethod.Patch,
        Argument = ConditionalChange.Of(write, version),
        Headers = [("If-Match", version switch
        {
            ConditionalChange.Any => "*",
            ConditionalChange.Weak => $"W/\"{FirstVersion + 1}\"",
            _ => $"\"{version}\"",
        })],
        Body = Accounts.Json(new { fields = new Dictionary<string, string> { [Field] = $"{session.Name}/{write}" } }),
    };

    private static Reading Content(JsonElement answer, SessionToken session, string? tag)
    {
        var version = answer.GetProperty("version").GetInt64();
        var text = answer.GetProperty("fields").TryGetProperty(Field, out var value) ? value.GetString() ?? "" : $"{session.Name}/0";
        var own = text.StartsWith($"{session.Name}/", StringComparison.Ordinal)
            & long.TryParse(text.AsSpan(text.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var write);
        return new Reading(write, version, Foreign: !own ? text : tag == $"\"{version}\"" ? null : $"tag {tag} of version {version}");
    }
}
