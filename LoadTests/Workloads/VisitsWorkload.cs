using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Visits and reads of pages.</summary>
internal sealed class VisitsWorkload(KeyedSender sender, RunNames names) : IWorkload
{
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var page = names.Page(operation.Subject);
        var (completion, _) = operation.Kind == OperationKind.ReadVisits
            ? await sender.SendOnceAsync(operation, Read(page) with { Due = due })
            : await sender.SendAsync(operation, Visit(page, key) with { Due = due });
        return completion;
    }

    public Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken) =>
        reader.ReadFromEveryReplicaAsync(Enumerable.Range(0, VisitsMix.Pages).Select(page => Read(names.Page(page))), cancellationToken);

    public static ApiRequest Visit(string page, long key) => new()
    {
        Kind = OperationKind.Visit,
        Method = HttpMethod.Post,
        Path = $"/visits/{page}",
        Subject = page,
        Client = Attempt.Harness,
        Key = key,
        Read = Count,
    };

    public static ApiRequest Read(string page) => new()
    {
        Kind = OperationKind.ReadVisits,
        Method = HttpMethod.Get,
        Path = $"/visits/{page}",
        Subject = page,
        Client = Attempt.Harness,
        Read = Count,
    };

    private static Reading? Count(ReadOnlyMemory<byte> body) =>
        AnswerBody.Parse(body, static answer => new Reading(answer.GetProperty("count").GetInt64()));
}
