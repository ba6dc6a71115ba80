using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Visits and reads of pages.</summary>
internal sealed class VisitsWorkload(KeyedSender sender, RunNames names) : IWorkload
{
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

    public static ApiRequest Visit(string page, long key) =>
        new(OperationKind.Visit, HttpMethod.Post, $"/visits/{page}", page, Count) { Key = key };

    public static ApiRequest Read(string page) => new(OperationKind.ReadVisits, HttpMethod.Get, $"/visits/{page}", page, Count);

    private static Reading? Count(ReadOnlyMemory<byte> body) =>
        AnswerBody.Parse(body, static answer => new Reading(answer.GetProperty("count").GetInt64()));
}
