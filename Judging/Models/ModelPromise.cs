using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Models;

/// <summary>
/// A promise about objects that is judged by their model alone: its evidence, its verdict and the violations that test it come with it.
/// What takes longer than the search's time limit is undecided.
/// </summary>
internal abstract class ModelPromise<TOperation, TState> : OperationPromise
    where TOperation : IOperation
    where TState : IEquatable<TState>
{
    protected abstract IModel<TOperation, TState> Model { get; }

    /// <summary>How long the operations on one object are searched; null for as long as usual.</summary>
    protected virtual TimeSpan? Limit => null;

    /// <summary>The operations that the record shows, each with the object that it is about: a number of a text of the history.</summary>
    /// <param name="run">The record.</param>
    /// <param name="resolved">Answers to "was it applied"; null for what the clients saw alone.</param>
    protected abstract IEnumerable<(int Key, TOperation Operation)> Operations(RunRecord run, Resolution? resolved);

    /// <summary>An answered operation as it cannot have been answered.</summary>
    protected abstract Attempt Spoil(Attempt attempt);

    public sealed override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random) => Spoil(
        "an answer that cannot be",
        run,
        random,
        run.History.Find(attempt => attempt.Outcome == Outcome.Ok && Array.IndexOf(Reads, attempt.Kind) >= 0),
        Spoil,
        (read, other) => other.Subject == read.Subject);

    protected sealed override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        try
        {
            return
            [
                .. ByKey.Check(
                    Operations(run, resolved), run.History.TextCount, new Linearizability<TOperation, TState>(Model, Limit).Check)
                    .Select(broken => Describe(run.History.Text(broken.Key), broken)),
            ];
        }
        catch (AggregateException failure) when (failure.InnerException is UndecidedException)
        {
            throw new UndecidedException(failure.InnerException.Message);
        }
    }
}
