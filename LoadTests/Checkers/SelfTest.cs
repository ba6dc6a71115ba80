using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Whether the judge finds violations injected into copies of the very history that it judged.</summary>
/// <param name="Injected">How many were.</param>
/// <param name="Missed">The kinds that it did not find.</param>
internal sealed record SelfTest(int Injected, IReadOnlyList<string> Missed)
{
    /// <summary>Something was injected, and all of it was found.</summary>
    public bool Passed => Injected > 0 && Missed.Count == 0;

    public static SelfTest Run(History history)
    {
        var random = RandomStream.Of(history.Seed, "self-test");
        int injected = 0;
        var missed = new List<string>();
        foreach (var page in history.Attempts.Where(attempt => attempt.Kind is OperationKind.Visit or OperationKind.ReadVisits)
            .GroupBy(attempt => attempt.Subject))
        {
            foreach (var (name, attempts) in new SyntheticViolations([.. page], random).Draw())
            {
                injected++;
                if (VisitsChecker.Check(history.With(attempts)).Count == 0)
                {
                    missed.Add($"{name} ({history.Text(page.Key)})");
                }
            }
        }

        return new SelfTest(injected, missed);
    }
}
