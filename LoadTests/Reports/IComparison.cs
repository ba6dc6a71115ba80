namespace AspireStateless.LoadTests.Reports;

/// <summary>A comparison of two builds, as far as reports tell of it by themselves.</summary>
internal interface IComparison
{
    /// <summary>The commit that the candidate is compared with.</summary>
    string Baseline { get; }

    /// <summary>The commit of the working tree; ends in <c>-dirty</c> where files differ from it.</summary>
    string Candidate { get; }
}
