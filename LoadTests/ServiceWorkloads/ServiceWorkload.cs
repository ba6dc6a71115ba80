using System.Globalization;
using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>Carries out the operations of a promise about what stands under a name: a counter, a register, a set, effects, units.</summary>
internal sealed class ServiceWorkload : IWorkload
{
    // Keys of the plan are below it: those of final reads are no one else's.
    private const long FirstFinalKey = 1L << 40;
    private readonly FilePromise _promise;
    private readonly WorkloadContext _run;
    private readonly ServiceClients _clients;
    private readonly ServiceAnswers _answers;
    private readonly RunValues _values;
    private readonly AddedElements _added = new();
    private readonly int _firstClient;
    private long _finalKey = FirstFinalKey;

    public ServiceWorkload(FilePromise promise, WorkloadContext run)
    {
        (_promise, _run, _firstClient) = (promise, run, run.FirstClientOf(promise.Name));
        _values = new RunValues(run.Run);
        _clients = new ServiceClients(run.Service!.Clients, run.Accounts, run.Run);
        _answers = new ServiceAnswers(promise, _values, (line, reading) => run.Client.Record(line, reading));
    }

    private IEnumerable<int> Clients => Enumerable.Range(_firstClient, ServiceMix.ClientsOfAPromise);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _clients.EnterAsync(Clients, cancellationToken);
        if (_promise.Create is { } create)
        {
            var client = _clients.Of(_firstClient);
            foreach (var subject in _run.SubjectsOf(_promise.Name))
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
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var client = _clients.Of(operation.Client);
        await (client.Turn?.WaitAsync() ?? Task.CompletedTask);
        try
        {
            var verb = ServiceKinds.VerbOf(operation.Kind)!.Value;
            var subject = SubjectOf(operation.Subject, client);
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

            return completion;
        }
        finally
        {
            client.Turn?.Release();
        }
    }

    public Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken)
    {
        var clients = _promise.Scope == PromiseScope.Client ? Clients : [_firstClient];
        var subjects = _promise.Scope == PromiseScope.Subject ? _run.SubjectsOf(_promise.Name) : [0];
        return _promise.Request(ServiceVerb.Read) is null
            ? Task.CompletedTask
            : reader.ReadFromEveryReplicaAsync(
                () =>
                    from client in clients
                    from subject in subjects
                    select Request(ServiceVerb.Read, subject, _clients.Of(client), 0, Interlocked.Increment(ref _finalKey)),
                cancellationToken);
    }

    /// <param name="number">What it writes, or takes out.</param>
    /// <param name="key">Of the operation.</param>
    private ApiRequest Request(ServiceVerb verb, int subject, ServiceClient client, long number, long key)
    {
        var template = _promise.Request(verb)!;
        var name = KeyOf(subject, client);
        var request = new ServiceRequest(template, placeholder => placeholder switch
        {
            "key" => name,
            "value" => _values.Text(number),
            "number" => RunValues.Number(number),
            "operation" => _values.Text(key),
            _ => client.ValueOf(placeholder),
        }).Of(ServiceKinds.Of(_promise.Definition.Place, verb), SubjectOf(subject, client)) with
        {
            Key = verb == ServiceVerb.Read || template.Uses("operation") ? key : 0,
            Argument = verb == ServiceVerb.Read ? 0 : number,
        };
        return _answers.Read(_clients.As(client, request), verb);
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
