namespace Aspire.Hosting.Execution;

/// <summary>How a resource becomes a process. What is not said is as of a server that Aspire runs as a container.</summary>
internal interface ILaunchRecipe
{
    /// <summary>What people read: Project, Container.</summary>
    string ResourceType => "Container";

    /// <summary>The state of an instance whose process has ended.</summary>
    string EndState => KnownResourceStates.Exited;

    /// <summary>What asks the process to end in good order.</summary>
    Signal StopSignal => Signal.Terminate;

    /// <summary>Facts for the snapshot that are known before the start.</summary>
    IReadOnlyList<ResourcePropertySnapshot> Properties => [];

    /// <summary>Whether this machine has what the resource needs.</summary>
    /// <exception cref="DistributedApplicationException">It has not; the message says what to install.</exception>
    void CheckMachine() { }

    /// <summary>Work to do before each start, and variables that callbacks may still change.</summary>
    Task PrepareAsync(LaunchContext context);

    /// <summary>The command, once environment and arguments are known.</summary>
    Task<ProcessStart> CommandAsync(LaunchContext context);
}

/// <summary>Ties a recipe to its resource.</summary>
internal sealed record LaunchRecipeAnnotation(ILaunchRecipe Recipe) : IResourceAnnotation
{
    internal static ILaunchRecipe? Of(IResource resource) => resource.Annotations.OfType<LaunchRecipeAnnotation>().LastOrDefault()?.Recipe;
}
