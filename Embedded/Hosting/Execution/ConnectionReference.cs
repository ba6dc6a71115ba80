namespace Aspire.Hosting.Execution;

/// <summary>Hands a connection string, and its parts, to a process.</summary>
internal sealed class ConnectionReference(IResourceWithConnectionString source, string connectionName, bool optional)
{
    internal async Task ApplyAsync(EnvironmentCallbackContext context)
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
            context.EnvironmentVariables[$"{VariableName.Of(connectionName)}_{VariableName.Of(name)}"] = value;
        }
    }
}

/// <summary>Turns a resource's name into a part of a variable's name.</summary>
internal static class VariableName
{
    internal static string Of(string name) => name.Replace('-', '_').ToUpperInvariant();
}
