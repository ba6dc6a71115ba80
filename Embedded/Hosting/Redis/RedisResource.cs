namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server.</summary>
public class RedisResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    /// <summary>Name of its endpoint.</summary>
    internal const string PrimaryEndpointName = "tcp";

    /// <summary>Where it listens.</summary>
    public EndpointReference PrimaryEndpoint => new(this, PrimaryEndpointName);

    /// <summary>Its password.</summary>
    public ParameterResource? PasswordParameter { get; internal set; }

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression => PasswordParameter is null
        ? ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}")
        : ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)},password={PasswordParameter}");

    /// <inheritdoc />
    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties()
    {
        yield return new("Host", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Host)}"));
        yield return new("Port", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Port)}"));
        if (PasswordParameter is { } password)
        {
            yield return new("Password", ReferenceExpression.Create($"{password}"));
            yield return new("Uri", ReferenceExpression.Create($"redis://:{password}@{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}"));
        }
    }
}
