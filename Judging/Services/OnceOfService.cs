using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// A repeated operation has one effect. An operation is known by its number, which all its attempts write; a read is followed in the record
/// by the numbers of the effects that it returned.
/// </summary>
internal sealed class OnceOfService(PromiseDefinition definition) : ServicePromise(definition)
{
    public override string Statement => "an operation has one effect however often it is sent, and an acknowledged one is there";

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var effects = Answered(run, Element);
        if (effects.Count == 0)
        {
            yield break;
        }

        var effect = run.History.Attempts[effects[random.Next(effects.Count)]];
        bool Concerns(Attempt attempt) => attempt.Subject == effect.Subject;
        yield return new("an effect that was made twice", run.With([.. run.History.Attempts.Where(Concerns), effect]));
        yield return new("an effect that nobody asked for", run.With(
            [.. run.History.Attempts.Where(Concerns), effect with { Value = long.MaxValue }]));
    }

    protected override IEnumerable<Violation> Check(RunRecord run)
    {
        var history = run.History;
        var asked = Asked(history);
        var shown = history.Attempts.Index().Where(attempt => attempt.Item.Kind == Element)
            .ToLookup(attempt => (attempt.Item.Subject, attempt.Item.Key), attempt => attempt.Item.Value);
        var ofSubject = asked.ToLookup(operation => operation.Key.Subject);
        foreach (var index in Answered(run, Read))
        {
            var read = history.Attempts[index];
            var effects = shown[(read.Subject, read.Key)].CountBy(number => number).ToDictionary();
            foreach (var (number, times) in effects)
            {
                var attempts = asked.GetValueOrDefault((read.Subject, number));
                var wrong = attempts is null || attempts.Start > read.End ? "has an effect, and nobody had asked for it"
                    : attempts.IsRefused ? "has an effect, and was refused"
                    : times > 1 ? $"has {times} effects"
                    : null;
                if (wrong is not null)
                {
                    yield return new Violation($"{history.Text(read.Subject)}: operation {number} {wrong}", [
                        .. attempts?.Attempts ?? [], index]);
                }
            }

            foreach (var ((subject, number), operation) in ofSubject[read.Subject])
            {
                if (operation.End < read.Start && !effects.ContainsKey(number))
                {
                    yield return new Violation(
                        $"{history.Text(subject)}: operation {number} was acknowledged and has no effect", [.. operation.Attempts, index]);
                }
            }
        }
    }

    private Dictionary<(int Subject, long Number), AskedOperation> Asked(History history)
    {
        var asked = new Dictionary<(int Subject, long Number), AskedOperation>();
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            var attempt = history.Attempts[i];
            if (attempt.Kind == Write)
            {
                var known = asked.GetValueOrDefault((attempt.Subject, attempt.Argument)) ?? new([], Attempt.Open, Attempt.Open, true);
                known.Attempts.Add(i);
                asked[(attempt.Subject, attempt.Argument)] = known with
                {
                    Start = Math.Min(known.Start, attempt.Start),
                    End = Math.Min(known.End, EndOf(attempt)),
                    IsRefused = known.IsRefused && attempt.Outcome == Outcome.Failed,
                };
            }
        }

        return asked;
    }

    /// <summary>All attempts of one operation.</summary>
    /// <param name="Start">The first.</param>
    /// <param name="End">When it was acknowledged first.</param>
    /// <param name="IsRefused">Whether none can have had an effect.</param>
    private sealed record AskedOperation(List<int> Attempts, long Start, long End, bool IsRefused);
}
