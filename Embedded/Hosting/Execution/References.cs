namespace Aspire.Hosting.Execution;

/// <summary>Hands to a process what it needs to reach another resource.</summary>
internal static class References
{
    /// <summary>A connection string, and its parts.</summary>
    internal static async Task AddConnectionAsync(
        IResourceWithConnectionString source, string connectionName, bool optional, EnvironmentCallbackContext context)
    {
        try
        {
            var connectionString = await source.GetConnectionStringAsync(context.CancellationToken).ConfigureAwait(false);
            context.EnvironmentVariables[source.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}"] =
                connectionString ?? throw new DistributedApplicationException($"Resource '{source.Name}' has no connection string.");
        }
        catch (MissingParameterValueException) when (optional)
        {
            return;
        }

        foreach (var (name, value) in source.GetConnectionProperties())
        {
            context.EnvironmentVariables[$"{VariableName(connectionName)}_{VariableName(name)}"] = value;
        }
    }

    /// <summary>The URLs of a service.</summary>
    internal static void AddEndpoints(IResourceWithServiceDiscovery source, Dictionary<string, object> variables)
    {
        foreach (var endpoint in source.Annotations.OfType<EndpointAnnotation>())
        {
            var url = new EndpointReference(source, endpoint.Name);
            variables[$"services__{source.Name}__{endpoint.Name}__0"] = url;
            variables[$"{VariableName(source.Name)}_{VariableName(endpoint.Name)}"] = url;
        }
    }

    private static string VariableName(string name) => name.Replace('-', '_').ToUpperInvariant();
}
