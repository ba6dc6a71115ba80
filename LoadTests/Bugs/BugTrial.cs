using System.Text.Json.Serialization;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.LoadTests.Bugs;

/// <summary>What one run of a planted bug or decoy came to: a line of <c>results.jsonl</c>.</summary>
internal sealed record BugTrial
{
    public required string Bug { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>The state of the sources that were run; see <see cref="LoadTests.Targets.SourceState"/>.</summary>
    public required string Commit { get; init; }
    public required string Scenario { get; init; }
    public required ExitCode ExitCode { get; init; }

    /// <summary>The promise that was seen broken first; null where none was.</summary>
    public string? Named { get; init; }

    /// <summary>All that the run's record shows broken.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>Of traffic: until the promise was seen broken, or all of it.</summary>
    public required double Seconds { get; init; }

    /// <summary>The run's verdict in one sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>Null where it did not come to one.</summary>
    public string? RunFolder { get; init; }

    /// <summary>Runs that it took: an invalid one is carried out once more.</summary>
    public int Tries { get; init; } = 1;

    [JsonIgnore]
    public bool IsFound => ExitCode == ExitCode.Failed;
}
