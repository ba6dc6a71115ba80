namespace Aspire.Hosting.Execution;

/// <summary>Runs a .NET project from its built output.</summary>
internal sealed class ProjectRecipe(IProjectMetadata project, LaunchProfile? profile) : ILaunchRecipe
{
    public string ResourceType => "Project";

    public string EndState => KnownResourceStates.Finished;

    public IReadOnlyList<ResourcePropertySnapshot> Properties =>
        [new("project.path", project.ProjectPath), new("project.launchProfile", profile?.Name)];

    public Task PrepareAsync(LaunchContext context)
    {
        var variables = context.Variables;
        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={context.Suffix}";
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        if (context.TargetPorts.Count > 0)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', context.TargetPorts.Select(entry => $"{entry.Key.UriScheme}://localhost:{entry.Value}"));
        }

        foreach (var (endpoint, port) in context.TargetPorts.Where(entry => entry.Key.TargetPortVariable is not null))
        {
            variables[endpoint.TargetPortVariable!] = $"{port}";
        }

        var configuration = context.Services.Configuration;
        if (configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] is { Length: > 0 } target)
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = target;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
            {
                variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
            }
        }

        if (profile is not null)
        {
            variables["DOTNET_LAUNCH_PROFILE"] = profile.Name;
            foreach (var (name, value) in profile.EnvironmentVariables)
            {
                variables.TryAdd(name, value);
            }
        }

        return Task.CompletedTask;
    }

    public async Task<ProcessStart> CommandAsync(LaunchContext context) => new(
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
        [await context.Services.Projects.AssemblyOfAsync(project, context).ConfigureAwait(false), .. context.Arguments],
        Path.GetDirectoryName(project.ProjectPath)!, context.Environment);
}
