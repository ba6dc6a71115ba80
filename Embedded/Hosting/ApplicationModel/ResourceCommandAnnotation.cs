namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command that can be run on an instance.</summary>
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    internal ResourceCommandAnnotation(
        string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions options)
    {
        Name = name;
        DisplayName = displayName;
        ExecuteCommand = executeCommand;
        UpdateState = options.UpdateState ?? (_ => ResourceCommandState.Enabled);
        DisplayDescription = options.Description;
        ConfirmationMessage = options.ConfirmationMessage;
    }

    /// <summary>What callers ask for.</summary>
    public string Name { get; }

    /// <summary>What people read.</summary>
    public string DisplayName { get; }

    /// <summary>Whether people are offered it now. The command service does not ask.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>What it does.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }

    /// <summary>What it does, in a sentence.</summary>
    public string? DisplayDescription { get; }

    /// <summary>What people are asked before it runs; null asks nothing.</summary>
    public string? ConfirmationMessage { get; }
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
