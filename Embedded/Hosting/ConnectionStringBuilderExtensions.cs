namespace Aspire.Hosting;

/// <summary>Adds stores that somebody else runs.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a store by its connection string, read from the AppHost's configuration <c>ConnectionStrings:{name}</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="environmentVariableName">The variable consumers get it in; <c>ConnectionStrings__{name}</c> unless set.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        string Read(ParameterResource parameter) => builder.Configuration.GetConnectionString(name)
            ?? throw new MissingParameterValueException(
                $"Connection string '{name}' has no value. Set it with --ConnectionStrings:{name}=<value>, or ConnectionStrings__{name} in the environment.");

        return builder.AddResource(new ConnectionStringResource(name, new ParameterResource(name, Read, secret: true), environmentVariableName));
    }
}
