using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// Of so many units no more are sold, and each serial once. What is left, where it can be read, is what was not sold: at most what was not
/// acknowledged before, at least what nobody can have bought yet.
/// </summary>
internal sealed class UnitsOfService(PromiseDefinition definition) : ServicePromise(definition)
{
    public override string Statement => $"of {Definition.Units} units no more are sold, each once; what is left adds up";

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var sales = Answered(run, Write);
        if (sales.Count == 0)
        {
            yield break;
        }

        var sale = run.History.Attempts[sales[random.Next(sales.Count)]];
        Attempt[] ofSubject = [.. run.History.Attempts.Where(attempt => attempt.Subject == sale.Subject)];
        yield return new("more sold than there were", run.With([.. ofSubject, .. Enumerable.Range(1, Definition.Units + 1)
            .Select(n => sale with { Key = long.MaxValue - n, Argument = long.MaxValue - n, Value = long.MaxValue - n })]));
        foreach (var violation in SpoilARead("a stock that grew", run, attempt => attempt with { Value = Definition.Units + 1 }))
        {
            yield return violation;
        }
    }

    protected override IEnumerable<Violation> Check(RunRecord run)
    {
        var history = run.History;
        foreach (var conflict in OperationMerge.Of(history.Attempts, Write).Conflicts)
        {
            yield return new Violation(
                $"{history.Text(history.Attempts[conflict.First].Subject)}: one operation, sent twice under one key, was sold two units",
                [conflict.First, conflict.Second]);
        }

        var reads = Answered(run, Read).ToLookup(index => history.Attempts[index].Subject);
        foreach (var subject in history.Attempts.Index()
            .Where(attempt => attempt.Item.Kind == Write && attempt.Item.Outcome != Outcome.Failed)
            .GroupBy(attempt => attempt.Item.Subject))
        {
            List<(int Index, Attempt Attempt)> tries = [.. subject];
            var sold = tries.Where(sale => sale.Attempt.Outcome == Outcome.Ok).DistinctBy(sale => sale.Attempt.Argument).ToList();
            if (sold.Count > Definition.Units)
            {
                yield return new Violation(
                    $"{history.Text(subject.Key)}: {sold.Count} units were sold, and there were {Definition.Units}",
                    [.. sold.OrderBy(sale => sale.Attempt.End).Skip(Definition.Units).Select(sale => sale.Index)]);
            }

            foreach (var serial in sold.Where(sale => sale.Attempt.Value != 0).GroupBy(sale => sale.Attempt.Value)
                .Where(serial => serial.Skip(1).Any()))
            {
                yield return new Violation(
                    $"{history.Text(subject.Key)}: one unit was sold to two buyers", [.. serial.Select(sale => sale.Index)]);
            }

            foreach (var wrong in Stock(history, reads[subject.Key], tries))
            {
                yield return wrong;
            }
        }
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        yield return count.Of(Verdicts.Evidence.UnitsSold, Answered(run, Write).Count);
        yield return count.Of(Verdicts.Evidence.SoldOut, run.History.Attempts.Count(
            attempt => attempt.Kind == Write && attempt.Outcome == Outcome.Failed && attempt.Status != 0));
    }

    private IEnumerable<Violation> Stock(History history, IEnumerable<int> reads, List<(int Index, Attempt Attempt)> tries)
    {
        foreach (var i in reads)
        {
            var read = history.Attempts[i];
            var certain = tries.Where(sale => EndOf(sale.Attempt) < read.Start).DistinctBy(sale => sale.Attempt.Argument).Count();
            var possible = tries.Where(sale => sale.Attempt.Start < read.End).DistinctBy(sale => sale.Attempt.Argument).Count();
            var (least, most) = (Math.Max(0, Definition.Units - possible), Definition.Units - certain);
            if (read.Value < least || read.Value > most)
            {
                yield return new Violation(
                    $"{history.Text(read.Subject)}: {read.Value} of {Definition.Units} units were left after {certain} had been sold"
                        + (possible == certain ? "" : $", {possible} at most"),
                    [.. tries.Where(sale => sale.Attempt.Start < read.End).OrderByDescending(sale => sale.Attempt.Start).Take(2)
                        .Select(sale => sale.Index), i]);
            }
        }
    }
}
