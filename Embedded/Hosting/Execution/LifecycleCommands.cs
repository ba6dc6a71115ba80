using static Aspire.Hosting.ApplicationModel.ResourceCommandState;

namespace Aspire.Hosting.Execution;

/// <summary>Start, stop and restart, on every resource that is a process.</summary>
internal static class LifecycleCommands
{
    internal static IResourceBuilder<T> WithLifecycleCommands<T>(this IResourceBuilder<T> builder) where T : IResource => builder
        .WithCommand(KnownResourceCommands.StartCommand, "Start", Doing((it, token) => it.StartAsync(token)), Offered(IsStartable, Hidden))
        .WithCommand(KnownResourceCommands.StopCommand, "Stop", Doing((it, _) => it.StopAsync()), Offered(IsRunning, Hidden))
        .WithCommand(KnownResourceCommands.RestartCommand, "Restart", Doing((it, token) => it.RestartAsync(token)),
            Offered(IsRunning, Disabled));

    private static CommandOptions Offered(Func<CustomResourceSnapshot, bool> when, ResourceCommandState otherwise) =>
        new() { UpdateState = context => when(context.ResourceSnapshot) ? Enabled : otherwise };

    private static Func<ExecuteCommandContext, Task<ExecuteCommandResult>> Doing(Func<ProcessInstance, CancellationToken, Task> what) =>
        async context =>
        {
            var instance = context.Services.GetRequiredService<ApplicationOrchestrator>().Instance(context.ResourceName);
            await what(instance, context.CancellationToken).ConfigureAwait(false);
            return CommandResults.Success();
        };

    private static bool IsRunning(CustomResourceSnapshot snapshot) => snapshot.IsRunning;

    private static bool IsStartable(CustomResourceSnapshot snapshot) => snapshot.IsTerminal
        || snapshot.State?.Text is { } state && (state == KnownResourceStates.NotStarted || state == KnownResourceStates.Waiting);
}
