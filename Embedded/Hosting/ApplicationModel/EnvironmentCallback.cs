namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds to the environment of a process; called anew at every start.</summary>
public sealed class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>The callback.</summary>
    public Func<EnvironmentCallbackContext, Task> Callback { get; } = callback;
}

/// <summary>What an environment callback may read and write.</summary>
public sealed class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext, IResource resource, Dictionary<string, object> environmentVariables,
    CancellationToken cancellationToken)
{
    /// <summary>The variables; values are strings or <see cref="IValueProvider"/>s.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables;

    /// <summary>The resource that is about to start.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Run or publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>Ends when the start is given up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The resource's log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}

/// <summary>Adds to the command line of a process; called anew at every start.</summary>
public sealed class CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>The callback.</summary>
    public Func<CommandLineArgsCallbackContext, Task> Callback { get; } = callback;
}

/// <summary>What a command-line callback may read and write.</summary>
public sealed class CommandLineArgsCallbackContext
{
    internal CommandLineArgsCallbackContext(
        DistributedApplicationExecutionContext executionContext, IResource resource, CancellationToken cancellationToken) =>
        (ExecutionContext, Resource, CancellationToken) = (executionContext, resource, cancellationToken);

    /// <summary>The arguments; values are strings or <see cref="IValueProvider"/>s.</summary>
    public IList<object> Args { get; } = [];

    /// <summary>The resource that is about to start.</summary>
    public IResource Resource { get; }

    /// <summary>Run or publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Ends when the start is given up.</summary>
    public CancellationToken CancellationToken { get; }
}
