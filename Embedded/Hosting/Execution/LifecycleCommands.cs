namespace Aspire.Hosting.Execution;

/// <summary>Start, stop and restart, on every resource that is a process.</summary>
internal static class LifecycleCommands
{
    internal static IResourceBuilder<T> WithLifecycleCommands<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder
        .WithCommand(KnownResourceCommands.StartCommand, "Start", StartAsync, Offered(IsStartable, ResourceCommandState.Hidden))
        .WithCommand(KnownResourceCommands.StopCommand, "Stop", StopAsync, Offered(IsRunning, ResourceCommandState.Hidden))
        .WithCommand(KnownResourceCommands.RestartCommand, "Restart", RestartAsync, Offered(IsRunning, ResourceCommandState.Disabled));

    private static CommandOptions Offered(Func<CustomResourceSnapshot, bool> when, ResourceCommandState otherwise) =>
        new() { UpdateState = context => when(context.ResourceSnapshot) ? ResourceCommandState.Enabled : otherwise };

    private static async Task<ExecuteCommandResult> StartAsync(ExecuteCommandContext context)
    {
        await Instance(context).StartAsync(context.CancellationToken).ConfigureAwait(false);
        return CommandResults.Success();
    }

    private static async Task<ExecuteCommandResult> StopAsync(ExecuteCommandContext context)
    {
        await Instance(context).StopAsync().ConfigureAwait(false);
        return CommandResults.Success();
    }

    private static async Task<ExecuteCommandResult> RestartAsync(ExecuteCommandContext context)
    {
        await StopAsync(context).ConfigureAwait(false);
        return await StartAsync(context).ConfigureAwait(false);
    }

    private static ProcessInstance Instance(ExecuteCommandContext context) =>
        context.Services.GetRequiredService<ApplicationOrchestrator>().Instance(context.ResourceName);

    private static bool IsRunning(CustomResourceSnapshot snapshot) => snapshot.IsRunning;

    private static bool IsStartable(CustomResourceSnapshot snapshot) => snapshot.IsTerminal
        || snapshot.State?.Text is { } state && (state == KnownResourceStates.NotStarted || state == KnownResourceStates.Waiting);
}
