namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command appears to people.</summary>
public class CommandOptions
{
    /// <summary>What it does, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>What people are asked before it runs; null asks nothing.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>Whether it is offered in a state; null offers it always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
