using System.Collections.Concurrent;
using System.Globalization;
using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>Carries out the operations of a promise about what stands under a name: a counter, a register, a set, effects, units.</summary>
internal sealed class ServiceWorkload : IWorkload
{
    // Keys of the plan are below it: those of final reads are no one else's.
    private const long FirstFinalKey = 1L << 40;
    private const int MostElements = 40;
    private readonly FilePromise _promise;
    private readonly WorkloadContext _run;
    private readonly ServiceClients _clients;
    private readonly ServiceAnswers _answers;
    private readonly RunValues _values;
    private readonly AddedElements _added = new();
    private readonly ConcurrentQueue<ApiRequest> _questions = new();
    private readonly int _firstClient;
    private long _finalKey = FirstFinalKey;
    private int _hasControl;

    public ServiceWorkload(FilePromise promise, WorkloadContext run)
    {
        (_promise, _run, _firstClient) = (promise, run, run.FirstClientOf(promise.Name));
        _values = new RunValues(run.Run);
        _clients = new ServiceClients(run.Service!.Clients, run.Accounts, run.Run);
        _answers = new ServiceAnswers(promise, _values, (line, reading) => run.Client.Record(line, reading));
    }

    private IEnumerable<int> Clients => Enumerable.Range(_firstClient, ServiceMix.ClientsOfAPromise);

    /// <summary>All that the operations are about, each with a client who asks for it.</summary>
    private IEnumerable<(int Subject, ServiceClient Client)> Objects => _promise.Scope switch
    {
        PromiseScope.Subject => _run.SubjectsOf(_promise.Name).Select(subject => (subject, _clients.Of(_firstClient))),
        PromiseScope.Client => Clients.Select(client => (0, _clients.Of(client))),
        _ => [(0, _clients.Of(_firstClient))],
    };

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _clients.EnterAsync(Clients, cancellationToken);
        if (_promise.Create is { } create)
        {
            foreach (var (subject, client) in Objects)
            {
                var key = KeyOf(subject, client);
                var request = new ServiceRequest(create, placeholder => placeholder switch
                {
                    "units" => RunValues.Number(_promise.Definition.Units),
                    "key" => key,
                    _ => client.ValueOf(placeholder),
                }).Of(OperationKind.Prepare, SubjectOf(subject, client));
                await _run.Accounts.MustAsync(_clients.As(client, request), alreadyDone: 0, cancellationToken);
            }
        }

        if (_promise is { Scope: PromiseScope.Shared, Definition.Kind: not PromiseKind.Units }
            && _promise.Request(ServiceVerb.Read) is { } read)
        {
            await MustBeEmptyAsync(read, cancellationToken);
        }
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var client = _clients.Of(operation.Client);
        await (client.Turn?.WaitAsync() ?? Task.CompletedTask);
        try
        {
            var verb = ServiceKinds.VerbOf(operation.Kind)!.Value;
            var subject = SubjectOf(operation.Subject, client);
            verb = verb == ServiceVerb.Write && HasEnough(subject) ? ServiceVerb.Remove : verb;
            var taken = verb == ServiceVerb.Remove ? _added.Take(subject, operation.Choice) : null;

            // Where nothing is that could be taken out, it is looked at.
            verb = verb == ServiceVerb.Remove && taken is null ? ServiceVerb.Read : verb;
            var request = Request(verb, operation.Subject, client, taken ?? key, key) with { Due = due };
            var (completion, _) = _promise.Request(verb)!.Uses("operation")
                ? await _run.Sender.SendAsync(operation, request)
                : await _run.Sender.SendOnceAsync(operation, request);
            if (verb == ServiceVerb.Write && completion.Outcome == Outcome.Ok && _promise.Definition.Kind == PromiseKind.Set)
            {
                _added.Add(subject, key);
            }

            // Of the first that was acknowledged too: whether the answers can be believed.
            if (verb == ServiceVerb.Write && _promise.Ask is { } ask && (completion.Outcome == Outcome.Unknown
                || (completion.Outcome == Outcome.Ok && Interlocked.Exchange(ref _hasControl, 1) == 0)))
            {
                _questions.Enqueue(_answers.ReadAsked(
                    Request(ask, OperationKind.Ask, operation.Subject, client, number: key, key) with { Key = key }));
            }

            return completion;
        }
        finally
        {
            client.Turn?.Release();
        }
    }

    public async Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken)
    {
        await reader.AskAsync(_questions, cancellationToken);
        if (_promise.Request(ServiceVerb.Read) is null)
        {
            return;
        }

        await reader.ReadFromEveryReplicaAsync(
            () => Objects.Select(one =>
                Request(ServiceVerb.Read, one.Subject, one.Client, 0, Interlocked.Increment(ref _finalKey))),
            cancellationToken);
    }

    /// <summary>What has no name of this run's may have been written by an earlier one.</summary>
    private async Task MustBeEmptyAsync(RequestTemplate read, CancellationToken cancellationToken)
    {
        var request = Request(ServiceVerb.Read, subject: 0, _clients.Of(_firstClient), number: 0, key: 0);
        var answer = await _run.Accounts.MustAsync(
            request with { Kind = OperationKind.Prepare }, alreadyDone: 0, cancellationToken);
        if (answer.Reading.Value != 0)
        {
            throw new InvalidRunException(
                $"'{_promise.Name}' is not empty before the run: '{read.Line}' shows {answer.Reading.Value}.",
                "Empty its store, or name it after the run with {key} or {run}.");
        }
    }

    // Each read returns all of a set.
    private bool HasEnough(string set) => _promise.Definition.Kind == PromiseKind.Set
        && _promise.Request(ServiceVerb.Remove) is not null && _added.Count(set) >= MostElements;

    /// <param name="number">What it writes, or takes out.</param>
    /// <param name="key">Of the operation.</param>
    private ApiRequest Request(ServiceVerb verb, int subject, ServiceClient client, long number, long key)
    {
        var template = _promise.Request(verb)!;
        var request = Request(template, ServiceKinds.Of(_promise.Definition.Place, verb), subject, client, number, key) with
        {
            Key = verb == ServiceVerb.Read || template.Uses("operation") ? key : 0,
            Argument = verb == ServiceVerb.Read ? 0 : number,
        };
        return _answers.Read(request, verb);
    }

    private ApiRequest Request(RequestTemplate template, OperationKind kind, int subject, ServiceClient client, long number, long key)
    {
        var name = KeyOf(subject, client);
        return _clients.As(client, new ServiceRequest(template, placeholder => placeholder switch
        {
            "key" => name,
            "value" => _values.Text(number),
            "number" => RunValues.Number(number),
            "operation" => _values.Text(key),
            _ => client.ValueOf(placeholder),
        }).Of(kind, SubjectOf(subject, client)));
    }

    private string KeyOf(int subject, ServiceClient client) => _promise.Scope switch
    {
        PromiseScope.Subject => string.Create(CultureInfo.InvariantCulture, $"{_run.Run}-{_promise.Definition.Place}-{subject}"),
        PromiseScope.Client => client.User,
        _ => _run.Run,
    };

    private string SubjectOf(int subject, ServiceClient client) => _promise.Scope switch
    {
        PromiseScope.Subject => string.Create(CultureInfo.InvariantCulture, $"{_promise.Name}/{subject}"),
        PromiseScope.Client => $"{_promise.Name}/{client.User}",
        _ => _promise.Name,
    };
}
