namespace AspireStateless.Judging.Verdicts;

/// <summary>What the process says to its caller. The first of 64, 1, 3, 2, 0 that applies.</summary>
internal enum ExitCode
{
    Passed = 0,

    /// <summary>A promise or a limit is broken.</summary>
    Failed = 1,

    /// <summary>Too little evidence, or inconclusive.</summary>
    NotProven = 2,

    /// <summary>The environment or the measurement cannot be trusted.</summary>
    Invalid = 3,

    BadInput = 64,
}
