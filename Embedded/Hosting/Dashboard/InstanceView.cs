using AspireStateless.Dashboard.Resources;
using HealthReport = AspireStateless.Dashboard.Resources.HealthReport;

namespace Aspire.Hosting.Dashboard;

/// <summary>Turns what the host knows of an instance into what the dashboard shows.</summary>
internal static class InstanceView
{
    internal static async Task<ResourceInstance> OfAsync(
        ResourceEvent change, IServiceProvider services, SecretValues secrets, CancellationToken cancellationToken)
    {
        var snapshot = change.Snapshot;
        var values = await secrets.KnownAsync(cancellationToken).ConfigureAwait(false);
        return new ResourceInstance(change.ResourceId, change.Resource.Name, snapshot.ResourceType)
        {
            State = snapshot.State?.Text,
            Health = snapshot.HealthStatus?.ToString(),
            Faults = Property(snapshot, "chaos.faults") as IReadOnlyList<string> ?? [],
            ExitCode = snapshot.ExitCode,
            StartedAt = snapshot.StartTimeStamp,
            StoppedAt = snapshot.StopTimeStamp,
            Source = (Property(snapshot, "project.path") ?? Property(snapshot, "executable.path")) as string ?? "",
            HasConsole = LaunchRecipeAnnotation.Of(change.Resource) is not null,
            Urls = [.. snapshot.Urls.Select(url => new ResourceUrl(url.DisplayProperties.DisplayName is { Length: > 0 } text ? text : url.Url, url.Url))],
            Commands = [.. Commands(change, services)],
            Facts = [.. snapshot.Properties.Where(property => property.Value is not null)
                .Select(property => new ResourceFact(property.Name, Text(property.Value!)))],
            HealthReports = [.. snapshot.HealthReports.Select(report => new HealthReport(report.Name, report.Status?.ToString(), report.Description))],
            Environment = [.. snapshot.EnvironmentVariables.OrderBy(variable => variable.Name, StringComparer.Ordinal)
                .Select(variable => new EnvironmentVariable(variable.Name, variable.Value ?? "", SecretValues.IsSecret(variable, values)))],
        };
    }

    private static IEnumerable<ResourceCommand> Commands(ResourceEvent change, IServiceProvider services) =>
        from command in change.Resource.Annotations.OfType<ResourceCommandAnnotation>()
        let state = command.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = change.Snapshot, Services = services })
        where state != ResourceCommandState.Hidden
        select new ResourceCommand(
            command.Name, command.DisplayName, command.DisplayDescription, command.ConfirmationMessage, state == ResourceCommandState.Enabled);

    private static object? Property(CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    private static string Text(object value) => value is IEnumerable<string> several ? string.Join(", ", several) : $"{value}";
}
