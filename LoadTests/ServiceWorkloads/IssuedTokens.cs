using System.Collections.Concurrent;
using System.Globalization;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>Has things issued that are their own subjects, and sends requests that show them.</summary>
internal sealed class IssuedTokens
{
    private readonly FilePromise _promise;
    private readonly WorkloadContext _run;
    private readonly ServiceClients _clients;
    private readonly ServiceAnswers _answers;
    private readonly int _firstClient;
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public IssuedTokens(FilePromise promise, WorkloadContext run)
    {
        (_promise, _run, _firstClient) = (promise, run, run.FirstClientOf(promise.Name));
        _clients = new ServiceClients(run.Service!.Clients, run.Accounts, run.Run);
        _answers = new ServiceAnswers(promise, new RunValues(run.Run), (_, _) => { });
    }

    public Task EnterAsync(CancellationToken cancellationToken) =>
        _clients.EnterAsync(Enumerable.Range(_firstClient, ServiceMix.ClientsOfAPromise), cancellationToken);

    /// <returns>What was issued; null where nothing is known to be.</returns>
    public async Task<(IssuedToken? Token, Completion Completion)> IssueAsync(PlannedOperation operation, long key, long due)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{_run.Run}-{_promise.Definition.Place}-{key}");

        // Each is a visitor of its own: with cookies, what is issued is what the jar holds afterwards.
        var issued = new IssuedToken(
            string.Create(CultureInfo.InvariantCulture, $"{_promise.Name}/{key}"), name, key, NewClient(operation.Client, name));
        var template = _promise.Request(ServiceVerb.Write)!;
        var request = Request(ServiceVerb.Write, issued) with
        {
            Due = due,
            Look = (response, body) =>
            {
                issued.Text = template.Value?.Find(response, body) is [var text, ..] ? text : null;
                return !response.IsSuccessStatusCode || (template.Value is not null && issued.Text is null) ? null : new Reading(1);
            },
        };
        var (completion, _) = await _run.Sender.SendOnceAsync(operation, request);

        // One that was there before, as of two log-ins within a second, is no second token: who revokes one of them revokes both.
        var isNew = completion.Outcome == Outcome.Ok && (issued.Text is null || _known.TryAdd(issued.Text, true));
        Show(issued);
        return (isNew ? issued : null, completion);
    }

    /// <summary>Uses it; what renewed it is shown from then on.</summary>
    public async Task<Completion> UseAsync(PlannedOperation operation, IssuedToken token, long due)
    {
        var (completion, answer) = await _run.Sender.SendOnceAsync(operation, Request(ServiceVerb.Read, token) with { Due = due });
        if (completion.Outcome == Outcome.Ok && answer.Reading.Value == 1)
        {
            Show(token);
        }

        return completion;
    }

    public async Task<Completion> RevokeAsync(PlannedOperation operation, IssuedToken token, long due)
    {
        token.IsRevoked = true;
        var (completion, _) = await _run.Sender.SendOnceAsync(operation, Request(ServiceVerb.Remove, token) with { Due = due });
        return completion;
    }

    public ApiRequest Request(ServiceVerb verb, IssuedToken token)
    {
        var request = new ServiceRequest(_promise.Request(verb)!, placeholder => placeholder switch
        {
            "token" => token.Text ?? "",
            "key" or "value" or "operation" => token.Key,
            "number" => RunValues.Number(token.Number),
            _ => token.Client.ValueOf(placeholder),
        }).Of(ServiceKinds.Of(_promise.Definition.Place, verb), token.Subject);
        var sent = _clients.As(token.Client, request) with { ShownCookies = verb == ServiceVerb.Write ? null : token.Cookies };
        return verb == ServiceVerb.Read ? _answers.Read(sent, verb) : sent;
    }

    // That a jar has forgotten it, because it was told to or because of its age, is no word about the service.
    private void Show(IssuedToken token)
    {
        if (!token.IsRevoked)
        {
            token.Cookies = token.Client.Cookies?.HeaderFor(_promise.Request(ServiceVerb.Read)!.Path.Text);
        }
    }

    // In a jar of its own, of a user who is known where clients log in.
    private ServiceClient NewClient(int number, string name) => _run.Service!.Clients switch
    {
        { KeepsCookies: false } => _clients.Of(number),
        { LogIn: null } => new ServiceClient(name, _run.Run, keepsCookies: true),
        _ => new ServiceClient(_clients.Of(number).User, _run.Run, keepsCookies: true) { Token = _clients.Of(number).Token },
    };
}

/// <summary>Something that a request yielded and later ones show.</summary>
/// <param name="Key">What requests call it that do not show it.</param>
/// <param name="Number">As <paramref name="Key"/>, a number.</param>
internal sealed record IssuedToken(string Subject, string Key, long Number, ServiceClient Client)
{
    /// <summary>Null where it is in the client's jar.</summary>
    public string? Text { get; set; }

    /// <summary>What the client's jar held last; null for clients without one.</summary>
    public string? Cookies { get; set; }

    /// <summary>Whether somebody has begun to revoke it.</summary>
    public bool IsRevoked { get; set; }
}
