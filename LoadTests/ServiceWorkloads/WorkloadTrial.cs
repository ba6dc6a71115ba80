using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>Sends one of each request of a workload file, and shows which value was found in which answer.</summary>
internal sealed class WorkloadTrial : IDisposable
{
    private const int MostShown = 120;
    private const string Run = "try";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private readonly WorkloadFile _file;
    private readonly TextWriter _output;
    private readonly Replica _target;
    private readonly ServiceClient _client;
    private readonly string _number = RandomNumberGenerator.GetString("123456789", 9);
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
    });

    /// <param name="target">Where the service listens.</param>
    public WorkloadTrial(WorkloadFile file, Uri target, TextWriter output)
    {
        (_file, _output, _target) = (file, output, new Replica(0, target.Authority, 0, 0, target));
        _client = new ServiceClient($"{Run}-{_number}", Run, file.Clients.KeepsCookies);
    }

    /// <returns>How many requests were not answered as the file says.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var wrong = 0;
        foreach (var (name, template) in new[] { ("sign-up", _file.Clients.SignUp), ("log-in", _file.Clients.LogIn) })
        {
            if (template is not null)
            {
                var token = await SendAsync(name, template, ServiceVerb.Read, token: null, cancellationToken);
                _client.Token = token.Value ?? _client.Token;
                wrong += token.IsRight ? 0 : 1;
            }
        }

        foreach (var promise in _file.Promises)
        {
            await _output.WriteLineAsync($"{promise.Name} ({promise.Shape.Name})");
            string? token = null;
            foreach (var shape in promise.Shape.Requests.Where(shape => promise.Requests.ContainsKey(shape.Name)))
            {
                var answer = await SendAsync(
                    shape.Name, promise.Requests[shape.Name], shape.Verb ?? ServiceVerb.Write, token, cancellationToken, promise);
                token = shape.Verb == ServiceVerb.Write ? answer.Value : token;
                wrong += answer.IsRight ? 0 : 1;
            }
        }

        return wrong;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(bool IsRight, string? Value)> SendAsync(
        string name, RequestTemplate template, ServiceVerb verb, string? token, CancellationToken cancellationToken,
        FilePromise? promise = null)
    {
        var request = new ServiceRequest(template, placeholder => placeholder switch
        {
            "token" => token ?? "",
            "key" or "value" or "operation" => $"{Run}-{_number}",
            "number" => _number,
            "units" => RunValues.Number(promise!.Definition.Units),
            _ => _client.ValueOf(placeholder),
        }).Of(ServiceKinds.Of(0, verb), name);
        request = new ServiceClients(_file.Clients, accounts: null, Run).As(_client, request) with { To = _target };
        await _output.WriteAsync($"  {name,-10} {request.Method} {request.Path}  ");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            using var message = RequestMessages.Plain(request, sent: null);
            using var response = await new RedirectedExchange(_http, request).SendAsync(message, deadline.Token);
            var body = await AnswerContent.ReadAsync(response.Content, deadline.Token);
            var found = template.Value?.Find(response, body);

            // What is read was written just before: that it is not there is no right answer here.
            var wrong = !response.IsSuccessStatusCode ? "is no success" + Redirected(template, response)
                : template.Value is null ? null
                : found is null or [] ? $"has no value at {template.Value}"
                : verb == ServiceVerb.Read && promise is not null ? Misread(promise.Definition.Kind, found, template.Value)
                : null;
            await _output.WriteLineAsync($"{(int)response.StatusCode}  " + (
                wrong is not null ? $"{wrong}; {template.At.File}:{template.At.Line}. {Shown(body)}"
                : template.Value is null ? ""
                : $"{string.Join(", ", found!.Take(5))}  at {template.Value}").TrimEnd());
            return (wrong is null, found is [var value, ..] ? value : null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = failure is OperationCanceledException ? $"no answer within {Deadline.TotalSeconds} s" : failure.Message;
            throw new InvalidRunException(
                $"{_target.Url} does not answer '{template.Line}': {why}.", "Is the service running there?", failure);
        }
    }

    /// <returns>What is wrong with what was read; null for nothing.</returns>
    private string? Misread(PromiseKind kind, IReadOnlyList<string> found, ValuePlace place) => kind switch
    {
        PromiseKind.Counter or PromiseKind.Units => long.TryParse(found[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null : $"has '{found[0]}' at {place}, which is no count",
        PromiseKind.Register or PromiseKind.Set or PromiseKind.Once => found.Contains(_number) || found.Contains($"{Run}-{_number}")
            ? null : $"does not show at {place} what was written, {Run}-{_number} or {_number}, but {string.Join(", ", found.Take(5))}",
        _ => null,
    };

    private static string Redirected(RequestTemplate template, HttpResponseMessage response) =>
        (int)response.StatusCode is >= 300 and < 400 && !template.FollowsRedirects ? " (follow-redirects: true follows it)" : "";

    private static string Shown(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body).ReplaceLineEndings(" ").Trim();
        return text.Length == 0 ? "The answer is empty." : $"The answer: {(text.Length <= MostShown ? text : $"{text[..MostShown]} …")}";
    }
}
