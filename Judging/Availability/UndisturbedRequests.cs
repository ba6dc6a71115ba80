using AspireStateless.Control;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Availability;

/// <summary>
/// Requests sent while nothing was being done to the system, nor had been for a while. One that fails may have met a moment of the machine
/// that nothing shows; a kind that fails again seconds later was failed by the service.
/// </summary>
internal sealed class UndisturbedRequests
{
    /// <summary>Within this after a fault everything works again.</summary>
    public static readonly long Settling = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(3));

    // Longer than any moment of the machine, and than the deadline of an attempt that met one.
    private static readonly long Again = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(5));

    private readonly History _history;
    private readonly Stalls _stalls;
    private readonly List<int> _sent;

    public UndisturbedRequests(RunRecord run)
    {
        (_history, _stalls) = (run.History, run.Stalls);

        // What the proxy of the AppHost does with a connection of its own is its business.
        _sent = _history.Find(attempt => attempt is { Client: >= 0, Kind: not OperationKind.Knock, Status: not Attempt.HungUp }
            && attempt.End != Attempt.Open && !run.Windows.Any(attempt.Start - Settling, attempt.End, _ => true));
    }

    public List<int> Served => _sent.FindAll(index => _history.Attempts[index].Outcome == Outcome.Ok);

    public IEnumerable<Violation> Broken() => _sent
        .Where(index => IsFailure(_history.Attempts[index]) && !_stalls.Excuses(_history.Attempts[index]))
        .GroupBy(index => _history.Attempts[index].Kind)
        .Select(failures => Recurrence.Of(_history, [.. failures], Again))
        .OfType<(int First, int Second)>()
        .Select(pair => new Violation(
            $"{Answer(_history.Attempts[pair.First])} while nothing was being done, and again"
                + $" {(_history.Attempts[pair.Second].Start - _history.Attempts[pair.First].End) / 1e9:F1} s later",
            [pair.First, pair.Second]));

    /// <summary>A copy of the attempts in which two of a kind failed; null where there are none that were far enough apart.</summary>
    public Attempt[]? FailedTwice(Func<Attempt, Attempt> fail)
    {
        var pair = Served.FindAll(index => !_stalls.Excuses(fail(_history.Attempts[index])))
            .GroupBy(index => _history.Attempts[index].Kind)
            .Select(served => Recurrence.Of(_history, [.. served], Again))
            .FirstOrDefault(found => found is not null);
        return pair is null ? null : Recurrence.Both(_history, pair.Value, fail);
    }

    private static bool IsFailure(in Attempt attempt) => attempt.Outcome != Outcome.Ok && attempt.Status is 0 or >= 500;

    private static string Answer(in Attempt attempt) =>
        $"{Witness.Name(attempt.Kind)}: " + (attempt.Status == 0 ? "no answer" : $"status {attempt.Status}");
}
