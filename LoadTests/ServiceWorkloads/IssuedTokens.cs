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
            string.Create(CultureInfo.InvariantCulture, $"{_promise.Name}/{key}"), name, NewClient(operation.Client, name));
        var template = _promise.Request(ServiceVerb.Write)!;
        var request = Request(ServiceVerb.Write, issued) with
        {
            Due = due,
            Look = (response, body) =>
            {
                issued.Text = template.Value?.Find(response, body) is [var text, ..] ? text : issued.Text;
                return !response.IsSuccessStatusCode || (template.Value is not null && issued.Text is null) ? null : new Reading(1);
            },
        };
        var (completion, _) = await _run.Sender.SendOnceAsync(operation, request);
        return (completion.Outcome == Outcome.Ok ? issued : null, completion);
    }

    public async Task<Completion> SendAsync(PlannedOperation operation, ServiceVerb verb, IssuedToken token, long due)
    {
        var (completion, _) = await _run.Sender.SendOnceAsync(operation, Request(verb, token) with { Due = due });
        return completion;
    }

    public ApiRequest Request(ServiceVerb verb, IssuedToken token)
    {
        var request = new ServiceRequest(_promise.Request(verb)!, placeholder => placeholder switch
        {
            "token" => token.Text ?? "",
            "key" or "value" => token.Key,
            _ => token.Client.ValueOf(placeholder),
        }).Of(ServiceKinds.Of(_promise.Definition.Place, verb), token.Subject);
        var sent = _clients.As(token.Client, request);
        return verb == ServiceVerb.Read ? _answers.Read(sent, verb) : sent;
    }

    private ServiceClient NewClient(int number, string name) =>
        _run.Service!.Clients.KeepsCookies ? new ServiceClient(name, _run.Run, keepsCookies: true) : _clients.Of(number);
}

/// <summary>Something that a request yielded and later ones show.</summary>
/// <param name="Key">What requests call it that do not show it.</param>
internal sealed record IssuedToken(string Subject, string Key, ServiceClient Client)
{
    /// <summary>Null where it is in the client's jar.</summary>
    public string? Text { get; set; }
}
