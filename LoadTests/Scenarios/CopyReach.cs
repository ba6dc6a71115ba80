namespace AspireStateless.LoadTests.Scenarios;

/// <summary>What a run knows the copies of a service by, which decides what can be done to them.</summary>
internal enum CopyReach
{
    /// <summary>An AppHost runs them.</summary>
    AppHost,

    /// <summary>Their addresses, and perhaps commands of the workload file.</summary>
    Addresses,

    /// <summary>A container engine runs them.</summary>
    Engine,
}
