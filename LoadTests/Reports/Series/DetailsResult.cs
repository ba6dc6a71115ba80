using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>
/// Single requests, one row each: those that failed or were not answered, those around a witness, and the slowest. A row is of numbers:
/// id, kind, fate, status, client, attempt, place of the subject and of the process in <see cref="Texts"/>, start and end in microseconds
/// from the start of the history (-1 for no end), how long after its due time it was sent in microseconds (-1 without one), and why it is
/// here.
/// </summary>
/// <param name="LeftOut">Failed and unanswered requests beyond what fits.</param>
internal sealed record DetailsResult(IReadOnlyList<string> Kinds, IReadOnlyList<string> Texts, IReadOnlyList<long[]> Rows, int LeftOut)
{
    private const int Slowest = 1000;

    // Rows of about 50 bytes, and a page that stays below a megabyte and a half.
    private const int MostErrors = 12_000;
    private const int MostNeighbours = 100;
    private static readonly long Near = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));

    public static DetailsResult Of(RecordedRun run, IEnumerable<int> witnesses)
    {
        var attempts = run.History.Attempts;
        var chosen = new SortedDictionary<int, Reason>();
        var leftOut = Choose(chosen, attempts);
        foreach (var witness in witnesses)
        {
            Add(chosen, witness, Reason.Witness);
            foreach (var neighbour in Around(attempts, witness))
            {
                Add(chosen, neighbour, Reason.Neighbour);
            }
        }

        var texts = new List<string>();
        var places = new Dictionary<int, int>();
        // By number, which has gaps.
        var kinds = Enumerable.Range(0, 1 + (int)attempts.Select(attempt => attempt.Kind).DefaultIfEmpty().Max())
            .Select(kind => Witness.Name((OperationKind)kind)).ToList();
        return new DetailsResult(kinds, texts, [.. chosen.Select(row => Row(attempts[row.Key], row.Value))], leftOut);

        long[] Row(in Attempt attempt, Reason reason) =>
        [
            attempt.Id,
            (int)attempt.Kind,
            (int)ClientOperation.FateOf(attempt.Outcome, attempt.Status),
            attempt.Status,
            attempt.Client,
            attempt.Number,
            Place(attempt.Subject),
            Place(attempt.Replica == 0 ? attempt.Target : attempt.Replica),
            Microseconds(attempt.Start - run.History.StartedAt),
            attempt.End == Attempt.Open ? -1 : Microseconds(attempt.End - run.History.StartedAt),
            attempt.Due == 0 ? -1 : Microseconds(attempt.Start - attempt.Due),
            (int)reason,
        ];

        int Place(int text)
        {
            if (places.TryAdd(text, texts.Count))
            {
                texts.Add(OneLine.Of(run.History.Text(text)));
            }

            return places[text];
        }
    }

    private static long Microseconds(long nanoseconds) => nanoseconds / 1000;

    private static int Choose(SortedDictionary<int, Reason> chosen, Attempt[] attempts)
    {
        var leftOut = 0;
        var sent = Enumerable.Range(0, attempts.Length).Where(index => attempts[index].Target != 0).ToList();

        // Those that nobody knows the outcome of come first: a failure that is left out is still counted in every table.
        foreach (var index in sent.Where(index => IsError(attempts[index]))
            .OrderBy(index => attempts[index].Outcome == Outcome.Unknown ? 0 : 1))
        {
            var fits = chosen.Count < MostErrors;
            leftOut += fits ? 0 : 1;
            if (fits)
            {
                Add(chosen, index, Reason.Error);
            }
        }

        foreach (var index in sent.Where(index => attempts[index].Outcome == Outcome.Ok)
            .OrderByDescending(index => attempts[index].End - attempts[index].Start).Take(Slowest))
        {
            Add(chosen, index, Reason.Slow);
        }

        return leftOut;
    }

    private static bool IsError(in Attempt attempt) =>
        ClientOperation.FateOf(attempt.Outcome, attempt.Status) is OperationFate.Failed or OperationFate.Unknown;

    /// <summary>What else was done to the same subject at about that time.</summary>
    private static IEnumerable<int> Around(Attempt[] attempts, int witness) => Enumerable.Range(0, attempts.Length)
        .Where(index => attempts[index].Subject == attempts[witness].Subject
            && Math.Abs(attempts[index].Start - attempts[witness].Start) <= Near)
        .OrderBy(index => Math.Abs(attempts[index].Start - attempts[witness].Start))
        .Take(MostNeighbours);

    private static void Add(SortedDictionary<int, Reason> chosen, int index, Reason reason) =>
        chosen[index] = chosen.GetValueOrDefault(index) | reason;

    /// <summary>Why a request is shown: a sum of bits.</summary>
    [Flags]
    private enum Reason
    {
        None = 0,
        Error = 1,
        Slow = 2,
        Witness = 4,
        Neighbour = 8,
    }
}
