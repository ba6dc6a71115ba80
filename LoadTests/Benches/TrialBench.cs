using AspireStateless.LoadTests.Benches.Trials;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Benches;

/// <summary>Measures the checkers that judge by key on long histories, and compares them with brute force on short ones.</summary>
/// <remarks>
/// Memory is what the managed heap holds while a history is judged: the history itself, as records of its checker, and everything that
/// the checker allocates, as if none of it were collected before it is done; rather too high than too low. Nothing is kept outside of
/// that heap.
/// </remarks>
internal static class TrialBench
{
    private const int Usual = 1_000_000;
    private const int Large = 10_000_000;
    private const int Keys = 10_000;
    private const double MemoryLimit = 1e9;

    /// <param name="only">A part of the names of the checkers that are meant.</param>
    /// <param name="large">Also with ten million operations, once each.</param>
    public static IEnumerable<BenchLine> Measure(string only, bool large)
    {
        foreach (var trial in CheckerTrials.Create().Where(trial => trial.Name.Contains(only, StringComparison.Ordinal)))
        {
            yield return Time(trial, Usual, keys: 1, rounds: 3, limitSeconds: 0.5);
            yield return Time(trial, Usual, Keys, rounds: 3, limitSeconds: 0.5);
            if (large)
            {
                yield return Time(trial, Large, Keys, rounds: 1, limitSeconds: 5);
            }
        }
    }

    /// <summary>Has every checker and brute force judge so many short histories.</summary>
    public static IEnumerable<BenchLine> Agreement(string only, int histories) => CheckerTrials.Create()
        .Select((trial, place) => (trial.Name, Place: place))
        .Where(trial => trial.Name.Contains(only, StringComparison.Ordinal))
        .Select(trial => Agreement(trial.Place, trial.Name, histories));

    private static BenchLine Agreement(int place, string name, int histories)
    {
        long wrong = 0, right = 0, missed = 0;
        const int part = 10_000;
        Parallel.For(0, (histories + part - 1) / part, seed =>
        {
            var trial = CheckerTrials.Create()[place];
            var random = RandomStream.Of((ulong)seed, name);
            int last = Math.Min(part, histories - (seed * part));
            for (int i = 0; i < last; i++)
            {
                var compared = trial.Compare(random);
                Interlocked.Add(ref right, compared.Truth ? 1 : 0);
                Interlocked.Add(ref wrong, compared.Disagree ? 1 : 0);
                Interlocked.Add(ref missed, compared.Missed ? 1 : 0);
            }
        });

        string share = $"{100.0 * right / Math.Max(1, histories):F0} % right";
        return new(
            $"{name}: agreement, {histories:N0} random histories, {share}",
            missed == 0 ? $"{wrong} disagreements" : $"{wrong} disagreements, {missed} let off",
            "0",
            wrong == 0 && histories > 0);
    }

    private static BenchLine Time(ICheckerTrial trial, int operations, int keys, int rounds, double limitSeconds)
    {
        var judge = trial.Right(operations, keys);
        long live = GC.GetTotalMemory(forceFullCollection: true);
        bool right = true;
        double best = double.MaxValue;
        double memory = 0;
        for (int round = 0; round < rounds; round++)
        {
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long start = MonotonicClock.Now;
            right &= judge();
            best = Math.Min(best, (MonotonicClock.Now - start) / 1e9);
            memory = Math.Max(memory, live + GC.GetTotalAllocatedBytes(precise: true) - allocated);
        }

        return new(
            $"{trial.Name}, {operations:N0} operations, {keys:N0} keys{(right ? "" : ", NOT FOUND RIGHT")}",
            $"{best * 1000:F0} ms, at most {memory / 1e6:F0} MB",
            $"{limitSeconds * 1000:F0} ms, 1 GB",
            right && best <= limitSeconds && memory <= MemoryLimit);
    }
}
