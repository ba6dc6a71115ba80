using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Catalog;

/// <summary>Judges names and prices: what one reader may expect though they are cached, and that a version is one content.</summary>
internal sealed class CatalogPromise : OperationPromise
{
    public override string Name => "Catalog";

    public override string Statement => "a name or price is never older than the reader's own last write and never goes back";

    protected override OperationKind[] Writes => [OperationKind.WriteProduct];

    protected override OperationKind[] Reads => [OperationKind.ReadProduct];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var guarded = Guarded(run.History).ToList();
        if (guarded.Count == 0)
        {
            yield break;
        }

        var read = guarded[random.Next(guarded.Count)];
        yield return new("a read that went back", Change(run, read, attempt => attempt with { Version = 0 }));
        yield return new("a version with another content", Change(run, read, attempt => attempt with { Value = attempt.Value + 1 }));
        yield return new("a name with another product's", Change(run, read, attempt => attempt with { Foreign = attempt.Subject }));
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var history = run.History;
        var readers = new Numbering<(int Client, int Subject)>();
        var operations = history.Find(IsSeen).ConvertAll(index => Of(history.Attempts[index], index));
        return
        [
            .. Foreign(history),
            .. Contents(history),
            .. ByKey.Check(operations, readers.Names.Count, SessionGuarantees.Check)
                .Select(broken => Describe(history.Text(history.Attempts[broken.Sources[0]].Subject), broken)),
        ];

        (int Reader, VersionedOperation Operation) Of(in Attempt attempt, int index) => (
            readers.Of((attempt.Client, attempt.Subject)),
            new(attempt.Start, attempt.End, attempt.Version, index, attempt.Kind == OperationKind.WriteProduct));
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        yield return count.Of(Verdicts.Evidence.GuardedReads, Guarded(run.History).Count());
    }

    /// <summary>An answer that shows a product.</summary>
    private static bool IsSeen(Attempt attempt) =>
        attempt is { Kind: OperationKind.WriteProduct or OperationKind.ReadProduct, Outcome: Outcome.Ok, Foreign: 0 };

    /// <summary>
    /// Reads of what their reader had written, or read, on another replica, and that had changed in this run: they could go back.
    /// </summary>
    private static IEnumerable<int> Guarded(History history)
    {
        var before = new Dictionary<(int Client, int Subject), (long End, int Replica, long Version)>();
        var oldest = new Dictionary<int, long>();
        foreach (var i in history.Find(attempt => IsSeen(attempt) && attempt.Version > 0))
        {
            var attempt = history.Attempts[i];
            var first = oldest[attempt.Subject] = Math.Min(attempt.Version, oldest.GetValueOrDefault(attempt.Subject, attempt.Version));
            var key = (attempt.Client, attempt.Subject);
            if (attempt.Kind == OperationKind.ReadProduct && before.TryGetValue(key, out var last)
                && last.End < attempt.Start && last.Replica != attempt.Replica && last.Version > first)
            {
                yield return i;
            }

            before[key] = (attempt.End, attempt.Replica, attempt.Version);
        }
    }

    /// <summary>One version is one content, which somebody had sent before it was seen; a write is answered with its own.</summary>
    private static IEnumerable<Violation> Contents(History history)
    {
        var contents = new Dictionary<(int Subject, long Version), int>();
        var written = history.Attempts
            .Where(attempt => attempt.Kind == OperationKind.WriteProduct && attempt.Outcome != Outcome.Failed)
            .GroupBy(attempt => (attempt.Subject, attempt.Argument))
            .ToDictionary(write => write.Key, write => write.Min(attempt => attempt.Start));
        foreach (var i in history.Find(IsSeen))
        {
            var attempt = history.Attempts[i];
            if (attempt.Kind == OperationKind.WriteProduct && attempt.Value != attempt.Argument)
            {
                yield return new Violation(
                    $"{history.Text(attempt.Subject)}: a write was acknowledged with another name than its own", [i]);
            }

            if (contents.TryGetValue((attempt.Subject, attempt.Version), out var other))
            {
                if (history.Attempts[other].Value != attempt.Value)
                {
                    yield return new Violation(
                        $"{history.Text(attempt.Subject)}: version {attempt.Version} was seen with two names", [other, i]);
                }
            }
            else
            {
                contents[(attempt.Subject, attempt.Version)] = i;
                if (attempt.Value != 0 && written.GetValueOrDefault((attempt.Subject, attempt.Value), long.MaxValue) > attempt.End)
                {
                    yield return new Violation($"{history.Text(attempt.Subject)}: a name was seen that nobody had written by then", [i]);
                }
            }
        }
    }
}
