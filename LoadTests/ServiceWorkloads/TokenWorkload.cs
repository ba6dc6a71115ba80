using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>Tokens are issued, used on other replicas than the one that issued them, some long after, and revoked once.</summary>
internal sealed class TokenWorkload(FilePromise promise, WorkloadContext run) : IWorkload
{
    // Right after the end, on other replicas than the one that was told of it.
    private const int UsesAfterEnd = 2;

    // The oldest: most processes have ended since they were issued.
    private const int MostReadFinally = 200;
    private readonly IssuedTokens _tokens = new(promise, run);
    private readonly Lock _changing = new();
    private readonly List<IssuedToken> _alive = [];

    public Task PrepareAsync(CancellationToken cancellationToken) => _tokens.EnterAsync(cancellationToken);

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var verb = ServiceKinds.VerbOf(operation.Kind)!.Value;
        var token = verb == ServiceVerb.Write ? null : Choose(operation.Choice, takesOut: verb == ServiceVerb.Remove);
        if (token is null)
        {
            var (issued, completed) = await _tokens.IssueAsync(operation, key, due);
            if (issued is not null)
            {
                lock (_changing)
                {
                    _alive.Add(issued);
                }
            }

            return completed;
        }

        if (verb == ServiceVerb.Read)
        {
            return await _tokens.UseAsync(operation, token, due);
        }

        var completion = await _tokens.RevokeAsync(operation, token, due);
        for (var use = 0; use < UsesAfterEnd; use++)
        {
            await _tokens.UseAsync(operation, token, due: 0);
        }

        return completion;
    }

    public Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken) => reader.ReadFromEveryReplicaAsync(
        () => _alive.Take(MostReadFinally).Select(token => _tokens.Request(ServiceVerb.Read, token)), cancellationToken);

    private IssuedToken? Choose(int choice, bool takesOut)
    {
        lock (_changing)
        {
            if (_alive.Count == 0)
            {
                return null;
            }

            var token = _alive[choice % _alive.Count];
            if (takesOut)
            {
                _alive.Remove(token);
            }

            return token;
        }
    }
}
