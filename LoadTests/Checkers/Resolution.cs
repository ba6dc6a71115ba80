using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>
/// What the service said, after healing, of operations whose outcome was unknown: whether they were applied, never when.
/// </summary>
internal sealed class Resolution
{
    private readonly Dictionary<(int Page, long Key), bool> _applied = [];

    /// <param name="quiesced">
    /// Whether nothing could still take effect when the service was asked; otherwise "not applied" may mean "not yet".
    /// </param>
    public static Resolution Of(ReadOnlySpan<Attempt> attempts, bool quiesced)
    {
        var resolution = new Resolution();
        foreach (ref readonly var attempt in attempts)
        {
            bool answered = attempt.Kind == OperationKind.Ask && attempt.Outcome == Outcome.Ok;
            if (answered && (quiesced || attempt.Value != 0))
            {
                resolution._applied[(attempt.Subject, attempt.Key)] = attempt.Value != 0;
            }
        }

        return resolution;
    }

    public bool IsAbsent(int page, long key) => _applied.TryGetValue((page, key), out bool applied) && !applied;

    public bool IsApplied(int page, long key) => _applied.TryGetValue((page, key), out bool applied) && applied;
}
