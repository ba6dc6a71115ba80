namespace AspireStateless.Judging.Verdicts;

/// <summary>
/// The promises that a scenario sets out to prove, by name, each with the counts of evidence below which a run has not proven it, whatever
/// its checker says.
/// </summary>
internal sealed class EvidenceMinimums : Dictionary<string, IReadOnlyList<(Evidence Kind, long Count)>>
{
    /// <summary>How much evidence of a kind a promise needs; 0 where it needs none.</summary>
    public long Needed(string promise, Evidence kind) =>
        TryGetValue(promise, out var needed) ? needed.FirstOrDefault(count => count.Kind == kind).Count : 0;
}
