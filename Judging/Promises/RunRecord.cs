using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Promises;

/// <summary>
/// What a run is judged by: what the clients saw, what was done to the system, and how much of both it takes to prove anything.
/// </summary>
/// <param name="Minimums">The promises that the run set out to prove, with the evidence that each needs.</param>
/// <param name="ReplacesWriters">Whether every process that took a write was to be replaced before the last look at what it wrote.</param>
/// <param name="RestsOnTimes">Whether it means nothing where the machine did not keep time.</param>
/// <param name="History">What the clients saw.</param>
/// <param name="Faults">What was done to the system.</param>
internal sealed record RunRecord(EvidenceMinimums Minimums, bool ReplacesWriters, bool RestsOnTimes, History History, FaultRecord Faults)
{
    private readonly Lazy<Stalls> _stalls = new(() => new Stalls(History, Faults));
    private readonly Lazy<FaultWindows> _windows = new(() => new FaultWindows(Faults));

    /// <summary>When the machine kept no time.</summary>
    public Stalls Stalls => _stalls.Value;

    /// <summary>When something was being done to the system.</summary>
    public FaultWindows Windows => _windows.Value;

    /// <summary>What the workload file of a service promises; empty for the Api, which is judged by what it promises.</summary>
    public IReadOnlyList<PromiseDefinition> Own { get; init; } = [];

    /// <summary>What is missing of the record; null where nothing is known to be.</summary>
    public string? Cut { get; init; }

    /// <summary>The same run on the same machine with other attempts, for judging what might have been.</summary>
    public RunRecord With(Attempt[] attempts) => this with { History = History.With(attempts) };
}
