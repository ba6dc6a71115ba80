namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command that can be run on an instance.</summary>
public sealed class ResourceCommandAnnotation(
    string name, string displayName, Func<UpdateCommandStateContext, ResourceCommandState> updateState,
    Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, string? displayDescription, string? confirmationMessage)
    : IResourceAnnotation
{
    /// <summary>What callers ask for.</summary>
    public string Name { get; } = name;

    /// <summary>What people read.</summary>
    public string DisplayName { get; } = displayName;

    /// <summary>Whether people are offered it now. The command service does not ask.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; } = updateState;

    /// <summary>What it does.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; } = executeCommand;

    /// <summary>What it does, in a sentence.</summary>
    public string? DisplayDescription { get; } = displayDescription;

    /// <summary>What people are asked before it runs; null asks nothing.</summary>
    public string? ConfirmationMessage { get; } = confirmationMessage;
}

/// <summary>Whether a command is offered.</summary>
public enum ResourceCommandState
{
    /// <summary>Offered.</summary>
    Enabled,

    /// <summary>Shown, not offered.</summary>
    Disabled,

    /// <summary>Not shown.</summary>
    Hidden,
}
