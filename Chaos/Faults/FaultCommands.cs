using Aspire.Hosting;
using AspireStateless.Chaos.Instances;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspireStateless.Chaos.Faults;

/// <summary>Faults that people can put on an instance from a dashboard.</summary>
internal static class FaultCommands
{
    private const string Resume = "resume";

    /// <summary>Adds kill, pause and resume to every resource of the graph so far that is a process or a container.</summary>
    public static void AddFaultCommands(this IDistributedApplicationBuilder builder)
    {
        foreach (var resource in builder.Resources.OfType<IResourceWithEndpoints>().ToList())
        {
            builder.CreateResourceBuilder<IResource>(resource)
                .WithCommand(FaultKinds.Kill, "Kill", context => InjectAsync(FaultKinds.Kill, context), new CommandOptions
                {
                    IconName = "DismissCircle",
                    Description = "SIGKILL: it has no time for anything. Start brings it back.",
                    ConfirmationMessage = $"Kill this instance of {resource.Name}? What it is doing now is cut off.",
                    UpdateState = context => Offered(IsRunning(context.ResourceSnapshot)),
                })
                .WithCommand(FaultKinds.Pause, "Pause", context => InjectAsync(FaultKinds.Pause, context), new CommandOptions
                {
                    IconName = "Pause",
                    Description = "SIGSTOP: its connections stay open and nothing answers, until it is resumed.",
                    ConfirmationMessage = $"Pause this instance of {resource.Name}? Whoever waits for an answer of it goes on waiting.",
                    UpdateState = context => Offered(IsRunning(context.ResourceSnapshot) && !IsPaused(context.ResourceSnapshot)),
                })
                .WithCommand(Resume, "Resume", ResumeAsync, new CommandOptions
                {
                    IconName = "Play",
                    Description = "SIGCONT: it goes on where it was.",
                    UpdateState = context => Offered(IsPaused(context.ResourceSnapshot)),
                });
        }
    }

    private static ResourceCommandState Offered(bool when) => when ? ResourceCommandState.Enabled : ResourceCommandState.Hidden;

    private static bool IsRunning(CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.Running;

    private static bool IsPaused(CustomResourceSnapshot snapshot) => FaultMarks.Of(snapshot).Contains(FaultKinds.Pause);

    private static Task<ExecuteCommandResult> InjectAsync(string kind, ExecuteCommandContext context) => AnsweredAsync(async () =>
    {
        var instances = context.Services.GetRequiredService<InstanceFeed>();
        var faults = context.Services.GetRequiredService<FaultRegistry>();
        var former = instances.Find(context.ResourceName);
        var fault = await faults.InjectAsync(new FaultRequest(kind, context.ResourceName, Run: null, Parameters: null));
        var stopping = context.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        _ = CureAtNextStartAsync(fault.Id, former, instances, faults, stopping);
    });

    private static Task<ExecuteCommandResult> ResumeAsync(ExecuteCommandContext context) => AnsweredAsync(async () =>
    {
        var faults = context.Services.GetRequiredService<FaultRegistry>();
        await Task.WhenAll(faults.On(context.ResourceName, FaultKinds.Pause).Select(fault => faults.CureAsync(fault.Id)));
    });

    // Whoever starts the instance again has cured it, and nobody else will say so.
    private static async Task CureAtNextStartAsync(
        string fault, TrackedInstance former, InstanceFeed instances, FaultRegistry faults, CancellationToken stopping)
    {
        try
        {
            await instances.WaitAsync(
                former.Instance, state => state.IsLaterGenerationThan(former), Timeout.InfiniteTimeSpan, stopping);
            await faults.CureAsync(fault);
        }
        catch (Exception exception) when (exception is RefusedException or OperationCanceledException)
        {
            // Cured already, or everything ends.
        }
    }

    private static async Task<ExecuteCommandResult> AnsweredAsync(Func<Task> action)
    {
        try
        {
            await action();
            return CommandResults.Success();
        }
        catch (RefusedException refused)
        {
            return CommandResults.Failure(refused.Message);
        }
    }
}
