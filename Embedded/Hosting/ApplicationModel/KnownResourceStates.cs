namespace Aspire.Hosting.ApplicationModel;

/// <summary>States of an instance. Not constants, as in Aspire.</summary>
public static class KnownResourceStates
{
    /// <summary>Its process is being made.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Its process runs.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>Its process could not be made.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>It is out of the proxy and its process was asked to end.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>The process of a container ended.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>The process of a project ended.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>It waits for another resource.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>It starts only when told to.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>Its project is being built.</summary>
    public static readonly string Building = nameof(Building);

    /// <summary>A parameter has no value.</summary>
    public static readonly string ValueMissing = nameof(ValueMissing);

    /// <summary>States that only a start command leaves.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
