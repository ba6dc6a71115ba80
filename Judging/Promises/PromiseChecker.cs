using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Promises;

/// <summary>Judges one promise from what a run recorded. A pure function: it reads nothing else and changes nothing.</summary>
internal abstract class PromiseChecker
{
    public abstract string Name { get; }

    public abstract string Statement { get; }

    /// <summary>
    /// Whether it blames somebody for what a fault would excuse: only where every fault is known that an attempt may have met.
    /// </summary>
    public virtual bool RestsOnFaults => false;

    /// <summary>Whether the record holds anything that the promise is about.</summary>
    public abstract bool Concerns(RunRecord run);

    public abstract PromiseReport Judge(RunRecord run);

    /// <summary>Whether the record breaks the promise: what <see cref="Judge"/> says, without counting its evidence.</summary>
    public virtual bool Breaks(RunRecord run) => Judge(run).Verdict == Verdict.Invalid;

    /// <summary>
    /// Copies of the record, each broken in one way that the checker has to find. They may leave out what does not concern the broken
    /// subject, so that a record is not judged over and over again.
    /// </summary>
    public abstract IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random);

    /// <summary>A checker that fails has not found the promise kept: its verdict is Unknown, with the error.</summary>
    public PromiseReport JudgeSafely(RunRecord run)
    {
        if (run.History.Damaged > 0)
        {
            return Report(Verdict.Unknown) with { Error = $"{run.History.Damaged} records of the history are damaged" };
        }

        try
        {
            return Judge(run);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            var error = failure is UndecidedException ? "" : $"the checker failed: {failure.GetType().Name}: ";
            return Report(Verdict.Unknown) with { Error = error + failure.Message };
        }
    }

    /// <summary>A checker that fails finds nothing.</summary>
    public bool BreaksSafely(RunRecord run)
    {
        try
        {
            return Breaks(run);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return false;
        }
    }

    protected PromiseReport Report(IReadOnlyList<Violation> violations, params IReadOnlyList<EvidenceCount> evidence) =>
        Report(violations.Count > 0 ? Verdict.Invalid : Verdict.Valid) with { Violations = violations, Evidence = evidence };

    /// <summary>How much of a kind of evidence was seen, beside what the scenario needs of it.</summary>
    protected EvidenceCount Count(RunRecord run, Evidence kind, long count) => new(kind, count, run.Minimums.Needed(Name, kind));

    /// <summary>A copy in which one attempt is another, of those that concern it.</summary>
    protected static RunRecord Change(RunRecord run, int index, Func<Attempt, Attempt> change, Func<Attempt, bool> concerns)
    {
        var kept = new List<Attempt>();
        for (var i = 0; i < run.History.Attempts.Length; i++)
        {
            if (i == index || concerns(run.History.Attempts[i]))
            {
                kept.Add(i == index ? change(run.History.Attempts[i]) : run.History.Attempts[i]);
            }
        }

        return run.With([.. kept]);
    }

    /// <summary>A copy in which one of some attempts, drawn by chance, is another; nothing where there are none.</summary>
    /// <param name="concerns">Whether the copy needs an attempt beside the one that was drawn.</param>
    protected static IEnumerable<SyntheticViolation> Spoil(
        string name,
        RunRecord run,
        RandomStream random,
        IReadOnlyList<int> some,
        Func<Attempt, Attempt> change,
        Func<Attempt, Attempt, bool> concerns)
    {
        if (some.Count > 0)
        {
            var index = some[random.Next(some.Count)];
            yield return new(name, Change(run, index, change, attempt => concerns(run.History.Attempts[index], attempt)));
        }
    }

    private PromiseReport Report(Verdict verdict) => new() { Name = Name, Statement = Statement, Verdict = verdict };
}

/// <summary>A record that is wrong on purpose.</summary>
/// <param name="Name">What was done to it, for people.</param>
internal sealed record SyntheticViolation(string Name, RunRecord Run);
