using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.AppHost;

/// <summary>Scenarios of the load tests that people start from a dashboard.</summary>
internal static class Scenarios
{
    /// <summary>Adds a command for each scenario; a plain start repeats the last one, or runs the first.</summary>
    public static IResourceBuilder<ProjectResource> WithScenarios(
        this IResourceBuilder<ProjectResource> loadTests, params string[] scenarios)
    {
        var chosen = scenarios[0];
        loadTests.WithArgs(context =>
        {
            context.Args.Add("run");
            context.Args.Add(chosen);
        });
        foreach (var scenario in scenarios)
        {
            loadTests.WithCommand($"run-{scenario}", $"Run {scenario}", context =>
            {
                chosen = scenario;
                return context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(
                    context.ResourceName, KnownResourceCommands.StartCommand, context.CancellationToken);
            }, new CommandOptions
            {
                Description = $"Runs the scenario {scenario} of the load tests against this application, and judges it.",
                UpdateState = context => CanStart(context.ResourceSnapshot) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });
        }

        return loadTests;
    }

    private static bool CanStart(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Append(KnownResourceStates.NotStarted).Contains(state);
}
