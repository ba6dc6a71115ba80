using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Visits;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>
/// Lays what the clients counted beside what the harness planned and what the stores hold in the end. It judges nothing: the promises do
/// that one by one, and this is the sum that a reader would ask for.
/// </summary>
internal static class Reconciliation
{
    private const string NotRead = "The stores were not read after everything had ended.";

    public static IReadOnlyList<CountPair> Of(RecordedRun run, IReadOnlyList<ClientOperation> operations, TimelineResult timeline)
    {
        var pairs = new List<CountPair>
        {
            new("operations", "planned until the traffic ended", timeline.Offered.Sum(), "sent + not sent", operations.Count
                + timeline.NotSent.Sum()),
            new(
                "requests",
                "begun by clients and harness",
                Requests(run.History).Count(),
                "with a recorded end",
                Requests(run.History).Count(attempt => attempt.End != Attempt.Open)),
            AtTheServer(run),
        };
        var resolution = Resolution.Of(run.History.Attempts, run.Faults.Quiesced, run.Faults.Options.KeyRetention);
        AddVisits(pairs, run, resolution);
        AddOrders(pairs, run, resolution);
        return pairs;
    }

    /// <summary>Lines of lists are recorded like requests and are none; they name no target.</summary>
    private static IEnumerable<Attempt> Requests(History history) => history.Attempts.Where(attempt => attempt.Target != 0);

    /// <summary>Of those processes that still lived at the end of the traffic, and told what they had counted.</summary>
    private static CountPair AtTheServer(RecordedRun run)
    {
        var told = run.Faults.Events.Where(line => line.Type == RunEventType.Counted && line.Details is not null)
            .ToDictionary(line => line.Generation);
        if (told.Count == 0)
        {
            return new CountPair(
                "requests at the server",
                "answered, as the clients saw it",
                Requests(run.History).Count(attempt => attempt.Replica != 0),
                "counters of the replicas",
                Other: null,
                "Not known: a replica's counters end with its process, and this run did not read them.");
        }

        // What was sent to the public endpoint went to whoever answered.
        long sent = Requests(run.History).Count(attempt =>
            told.TryGetValue(run.History.Text(attempt.Replica == 0 ? attempt.Target : attempt.Replica), out var reading)
                && attempt.End < reading.At);
        return new CountPair(
            "requests at the server",
            "sent, as the clients recorded it, to processes that lived on",
            sent,
            "ended, as these counted it",
            told.Values.Sum(reading => reading.Details!.Value.GetInt64()));
    }

    private static bool Counts(in LogicalOperation operation, Resolution resolution) => operation.Outcome == Outcome.Ok
        || (operation.Outcome == Outcome.Unknown && resolution.IsApplied(operation.Subject, operation.Key));

    private static void AddVisits(List<CountPair> pairs, RecordedRun run, Resolution resolution)
    {
        var final = FinalCount.FinalReads(run.History).GroupBy(read => read.Subject)
            .ToDictionary(page => page.Key, page => page.Max(read => read.Value));
        long applied = 0;
        foreach (ref readonly var visit in OperationMerge.Of(run.History.Attempts, OperationKind.Visit).Operations)
        {
            applied += Counts(in visit, resolution) && (final.Count == 0 || final.ContainsKey(visit.Subject)) ? 1 : 0;
        }

        if (applied > 0 || final.Count > 0)
        {
            var isFinal = final.Count > 0 && run.Faults.Quiesced;
            pairs.Add(new CountPair(
                "visits", "acknowledged + applied", applied, "final counts in Redis", isFinal ? Sum(final.Values) : null, isFinal ? null
                    : NotRead));
        }
    }

    private static void AddOrders(List<CountPair> pairs, RecordedRun run, Resolution resolution)
    {
        long applied = 0;
        foreach (var kind in new[] { OperationKind.PlaceOrder, OperationKind.BuyCart })
        {
            foreach (ref readonly var order in OperationMerge.Of(run.History.Attempts, kind).Operations)
            {
                applied += Counts(in order, resolution) ? 1 : 0;
            }
        }

        if (applied == 0)
        {
            return;
        }

        var lines = run.History.Attempts.Where(attempt => attempt.Kind == OperationKind.ListedOrder)
            .DistinctBy(line => (line.Version, line.Subject)).ToList();
        var isListed = run.Faults.Quiesced && lines.Count > 0;
        pairs.Add(new CountPair(
            "orders", "acknowledged + applied", applied, "orders in Postgres",
            isListed ? lines.DistinctBy(line => line.Version).Count() : null, isListed ? null : NotRead));
        if (isListed)
        {
            AddUnits(pairs, run.History, lines);
        }
    }

    /// <summary>Of the products whose stock was read in the end.</summary>
    private static void AddUnits(List<CountPair> pairs, History history, IReadOnlyList<Attempt> lines)
    {
        var first = history.Attempts.Where(attempt => attempt.Kind == OperationKind.Stocked)
            .ToLookup(attempt => attempt.Subject, attempt => attempt.Value);
        var last = history.Attempts
            .Where(attempt => attempt is { Kind: OperationKind.ReadProduct, Client: Attempt.Harness, Outcome: Outcome.Ok })
            .GroupBy(attempt => attempt.Subject)
            .ToDictionary(reads => reads.Key, reads => reads.Last().Detail);
        int[] known = [.. last.Keys.Where(first.Contains)];
        pairs.Add(new CountPair(
            "units", "in the lines of all orders", Sum(lines.Where(line => known.Contains(line.Subject)).Select(line => line.Argument)),
            "missing from the stock", Sum(known.Select(sku => first[sku].First() - last[sku]))));
    }

    /// <summary>Of numbers that a service answered, which may be any.</summary>
    private static long Sum(IEnumerable<long> counts) =>
        (long)Int128.Clamp(counts.Aggregate(Int128.Zero, (sum, count) => sum + count), long.MinValue, long.MaxValue);
}

/// <summary>One thing that was counted on two sides.</summary>
/// <param name="OneSide">Who counted first, and what.</param>
/// <param name="OtherSide">Who counted it too.</param>
/// <param name="Other">Null where nobody did; then <paramref name="Note"/> says why.</param>
internal sealed record CountPair(string What, string OneSide, long One, string OtherSide, long? Other, string? Note = null)
{
    /// <summary>More than this part of a count is a finding.</summary>
    public const double Tolerance = 0.001;

    public long? Difference => Other - One;

    /// <summary>Null where there is nothing to compare.</summary>
    public bool? Agrees => Other is { } other ? Math.Abs((double)other - One) <= Tolerance * Math.Max(One, other) : null;
}
