namespace AspireStateless.Judging.Histories;

/// <summary>What the clients of one run saw, in the order in which the attempts began.</summary>
internal sealed class History(string runId, ulong seed, long startedAt, Attempt[] attempts, string[] texts)
{
    public string RunId { get; } = runId;
    public ulong Seed { get; } = seed;
    public long StartedAt { get; } = startedAt;
    public Attempt[] Attempts { get; } = attempts;

    /// <summary>Records that neither a cut nor the death of the writer explains; above 0 the history is no base for a verdict.</summary>
    public int Damaged { get; init; }

    /// <summary>Whether the file ends inside a record or has reserved records: its writer did not close it.</summary>
    public bool Unclosed { get; init; }

    public string Text(int id) => id > 0 && id < texts.Length ? texts[id] : "";

    public int TextCount => texts.Length;

    /// <summary>Indexes of the attempts that fit, in their order.</summary>
    public List<int> Find(Func<Attempt, bool> fits) => [.. Enumerable.Range(0, Attempts.Length).Where(index => fits(Attempts[index]))];

    /// <summary>The same history with other attempts, for judging what might have been.</summary>
    public History With(Attempt[] other) => new(RunId, Seed, StartedAt, other, texts) { Damaged = Damaged, Unclosed = Unclosed };
}
