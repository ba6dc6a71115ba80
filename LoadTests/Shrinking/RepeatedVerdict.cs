namespace AspireStateless.LoadTests.Shrinking;

/// <summary>
/// What fails by chance fails in some runs of a plan and not in others, so a plan is run a few times: it fails if enough of them do.
/// No more runs are made than decide it.
/// </summary>
/// <param name="needed">Runs that have to fail.</param>
/// <param name="tries">Runs at most; not less than <paramref name="needed"/>.</param>
internal sealed class RepeatedVerdict(int needed, int tries)
{
    /// <param name="run">Whether one run failed; null where there is no time for it.</param>
    /// <returns>Null where it was not decided.</returns>
    public async Task<bool?> FailsAsync(Func<Task<bool?>> run)
    {
        int failed = 0, passed = 0;
        while (failed < needed && passed <= tries - needed)
        {
            switch (await run())
            {
                case true:
                    failed++;
                    break;
                case false:
                    passed++;
                    break;
                default:
                    return null;
            }
        }

        return failed == needed;
    }
}
