using System.Text;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// A browser without scripts: logs in by the form of the page, and is known by its cookie on every other replica, until it logs out by the
/// other form. What another site makes it send with its cookie is refused.
/// </summary>
internal sealed class BrowserVisits(KeyedSender sender, Accounts accounts, RunNames names, UserPool users) : IWorkload
{
    private const int NobodysStatus = 401;
    private const int ForeignStatus = 403;

    public Task PrepareAsync(CancellationToken cancellationToken) => accounts.SignUpAsync(users.Contracts, cancellationToken);

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var user = UserPool.At(users.Contracts, operation.Subject);
        string? cookie = null;
        var form = $"username={names.User(user)}&password={accounts.Password(user, 0)}";
        var (completion, _) = await sender.SendOnceAsync(operation, Form("/page/log-in", form, "welcome", response =>
            cookie = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.First().Split(';')[0] : null) with
        { Due = due });
        if (cookie is null)
        {
            return completion;
        }

        await SendAsync(Session(cookie, names.User(user)));
        await SendAsync(Page(cookie, names.User(user)));
        await SendAsync(Session(cookie, names.User(user)) with
        {
            Kind = OperationKind.Refused,
            Method = HttpMethod.Patch,
            Subject = "PATCH /session from another site",
            Argument = ForeignStatus,
            Body = """{"fields":{}}""",
        });
        var (_, left) = await sender.SendOnceAsync(operation, WithCookie(Form("/page/log-out", "", "logged-out", _ => { }), cookie));
        if (left.Outcome == Outcome.Ok)
        {
            await SendAsync(Session(cookie, names.User(user)) with
            {
                Kind = OperationKind.Refused,
                Subject = "GET /session after the log-out",
                Argument = NobodysStatus,
            });
        }

        return completion;

        Task SendAsync(ApiRequest request) => sender.SendOnceAsync(operation, request).AsTask();
    }

    /// <summary>Shows 1 where the form leads to the note that it has to; one that had to wait too long for its turn is not held against
    /// it.</summary>
    private static ApiRequest Form(string path, string body, string note, Action<HttpResponseMessage> seen) =>
        new(OperationKind.Browse, HttpMethod.Post, path, path, AnswerBody.Nothing)
        {
            Argument = 1,
            Body = body,
            MediaType = "application/x-www-form-urlencoded",
            Headers = [("Sec-Fetch-Site", "same-origin")],
            Succeeds = [302],
            Look = (response, _) =>
            {
                seen(response);
                var to = response.Headers.Location?.OriginalString;
                return new Reading(to == $"/?note={note}" || to == "/?note=too-many" ? 1 : 0);
            },
        };

    private static ApiRequest Session(string cookie, string user) => WithCookie(
        new(OperationKind.Browse, HttpMethod.Get, "/session", "/session", body => AnswerBody.Parse(
            body, answer => new Reading(1, Foreign: Accounts.Other(answer.GetProperty("user").GetString(), user))))
        { Argument = 1 },
        cookie);

    private static ApiRequest Page(string cookie, string user) => WithCookie(
        new(OperationKind.Browse, HttpMethod.Get, "/", "/", body => new Reading(
            Encoding.UTF8.GetString(body.Span).Contains(user, StringComparison.Ordinal) ? 1 : 0))
        { Argument = 1 },
        cookie);

    private static ApiRequest WithCookie(in ApiRequest request, string cookie) =>
        request with { Headers = [.. request.Headers, ("Cookie", cookie)] };
}
