namespace Aspire.Hosting.Execution;

/// <summary>How a resource becomes a process.</summary>
internal interface ILaunchRecipe
{
    /// <summary>What people read: Project, Container.</summary>
    string ResourceType { get; }

    /// <summary>The state of an instance whose process has ended.</summary>
    string EndState { get; }

    /// <summary>What asks the process to end in good order.</summary>
    Signal StopSignal { get; }

    /// <summary>Facts for the snapshot that are known before the start.</summary>
    IReadOnlyList<ResourcePropertySnapshot> Properties { get; }

    /// <summary>Whether this machine has what the resource needs.</summary>
    /// <exception cref="DistributedApplicationException">It has not; the message says what to install.</exception>
    void CheckMachine();

    /// <summary>Work to do before each start, and variables that callbacks may still change.</summary>
    Task PrepareAsync(LaunchContext context);

    /// <summary>The command, once environment and arguments are known.</summary>
    Task<ProcessStart> CommandAsync(LaunchContext context);
}

/// <summary>Ties a recipe to its resource.</summary>
internal sealed class LaunchRecipeAnnotation(ILaunchRecipe recipe) : IResourceAnnotation
{
    internal ILaunchRecipe Recipe { get; } = recipe;

    internal static ILaunchRecipe? Of(IResource resource) => resource.Annotations.OfType<LaunchRecipeAnnotation>().LastOrDefault()?.Recipe;
}
