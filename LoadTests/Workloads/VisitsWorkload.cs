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

/// <summary>Draws who visits or reads which page, and with what twist.</summary>
internal sealed class VisitsMix(ulong seed) : IMix
{
    public const int Pages = 8;
    private const int ReadsPerHundred = 15;
    private readonly RandomStream _kinds = RandomStream.Of(seed, "visits.kinds");
    private readonly RandomStream _names = RandomStream.Of(seed, "visits.names");
    private readonly RandomStream _twists = RandomStream.Of(seed, "visits.twists");

    public int Clients => 32;

    public PlannedOperation Next(long due, short? subject)
    {
        var read = _kinds.Next(100) < ReadsPerHundred;
        var twist = Twists.Draw(_twists);
        return new PlannedOperation(
            due,
            _names.Next(Clients),
            read ? OperationKind.ReadVisits : OperationKind.Visit,
            subject ?? _names.Next(Pages),
            delivery: read ? Delivery.None : twist);
    }
}
