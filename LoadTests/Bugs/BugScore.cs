using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Bugs;

/// <summary>The kill matrix: which planted bugs were found, by which promise, how soon; and which decoys were blamed.</summary>
internal sealed record BugScore
{
    public required string Commit { get; init; }
    public required int Seeds { get; init; }
    public required IReadOnlyList<BugRow> Rows { get; init; }

    public int Bugs => Rows.Count(row => row.Entry.Kind == PlantedKind.Bug);

    /// <summary>Bugs that were found with every seed.</summary>
    public int Found => Rows.Count(row => row.Entry.Kind == PlantedKind.Bug && row.IsRight);
    public int Decoys => Rows.Count(row => row.Entry.Kind == PlantedKind.Decoy);
    public int Flagged => Rows.Count(row => row.Entry.Kind == PlantedKind.Decoy && row.Found > 0);

    /// <summary>Every bug found with every seed, every decoy judged and none blamed. Nothing to judge is no success.</summary>
    public bool IsPerfect => Rows.Count > 0 && Rows.All(row => row.IsRight);

    public string Sentence
    {
        get
        {
            double[] seconds = [.. Rows.Where(row => row.Entry.Kind == PlantedKind.Bug).SelectMany(row => row.SecondsToCatch).Order()];
            return $"{Found} of {Bugs} bugs found in {Seeds} of {Seeds} seeds, {Flagged} of {Decoys} decoys flagged"
                + (seconds.Length == 0 ? "" : $"; median {BugRow.Median(seconds):F1} s, worst {seconds[^1]:F1} s");
        }
    }

    /// <param name="trials">One for each entry and seed.</param>
    public static BugScore Of(IReadOnlyList<PlantedBug> entries, IReadOnlyList<BugTrial> trials, string commit, int seeds) => new()
    {
        Commit = commit,
        Seeds = seeds,
        Rows = [.. entries.Select(entry => new BugRow(entry, [.. trials.Where(trial => trial.Bug == entry.Name)]))],
    };
}
