namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs commands on instances.</summary>
public class ResourceCommandService
{
    private readonly ResourceNotificationService notifications;
    private readonly ResourceLoggerService loggers;
    private readonly IServiceProvider services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services) =>
        (this.notifications, this.loggers, this.services) = (notifications, loggers, services);

    /// <summary>Runs a command on one instance.</summary>
    /// <param name="resourceId">An instance's id; or a resource's name, if it has one instance.</param>
    /// <param name="commandName">For example <see cref="KnownResourceCommands.StartCommand"/>.</param>
    /// <param name="cancellationToken">Gives the command up.</param>
    /// <returns>A failure, not an exception, when there is no such instance or command, or the command throws.</returns>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        notifications.TryGetCurrentState(resourceId, out var instance)
            ? await RunAsync(instance.Resource, instance.ResourceId, commandName, cancellationToken).ConfigureAwait(false)
            : CommandResults.Failure($"Resource '{resourceId}' not found.");

    /// <summary>Runs a command on all instances of a resource at the same time.</summary>
    /// <returns>A success if all succeed; otherwise a failure with all messages.</returns>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        var results = await Task.WhenAll(notifications.InstancesOf(resource)
            .Select(id => RunAsync(resource, id, commandName, cancellationToken))).ConfigureAwait(false);
        var failures = results.Where(result => !result.Success).ToList();
        return failures switch
        {
            [] => CommandResults.Success(),
            _ when failures.TrueForAll(failure => failure.Canceled) => CommandResults.Canceled(),
            _ => CommandResults.Failure(string.Join(" ", failures.Select(failure => failure.Message))),
        };
    }

    private async Task<ExecuteCommandResult> RunAsync(IResource resource, string id, string commandName, CancellationToken cancellationToken)
    {
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(candidate => candidate.Name == commandName);
        var logger = loggers.GetLogger(id);
        var context = new ExecuteCommandContext
        {
            Services = services,
            ResourceName = id,
            CancellationToken = cancellationToken,
            Logger = logger,
        };
        try
        {
            return command is null
                ? CommandResults.Failure($"Command '{commandName}' not available for resource '{id}'.")
                : await command.ExecuteCommand(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The command is the user's code: whatever it throws is its failure and must not end the caller.
            logger.LogError(exception, "Command '{Command}' failed.", commandName);
            return CommandResults.Failure($"Command '{commandName}' failed on '{id}': {exception.Message}");
        }
    }
}
