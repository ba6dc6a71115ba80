using AspireStateless.Judging.Promises;

namespace AspireStateless.Judging;

/// <summary>Whether the judge finds violations injected into copies of the very record that it judged.</summary>
/// <param name="Injected">How many were.</param>
/// <param name="Missed">The kinds that it did not find.</param>
internal sealed record SelfTest(int Injected, IReadOnlyList<string> Missed)
{
    /// <summary>Something was injected, and all of it was found.</summary>
    public bool Passed => Injected > 0 && Missed.Count == 0;

    public static SelfTest Run(IEnumerable<PromiseChecker> checkers, RunRecord run)
    {
        var injected = 0;
        var missed = new List<string>();
        foreach (var checker in checkers)
        {
            foreach (var violation in checker.Break(run, RandomStream.Of(run.History.Seed, $"self-test.{checker.Name}")))
            {
                injected++;
                if (!checker.BreaksSafely(violation.Run))
                {
                    missed.Add($"{checker.Name}: {violation.Name}");
                }
            }
        }

        return new SelfTest(injected, missed);
    }
}
