namespace Aspire.Hosting.ApplicationModel;

/// <summary>A store that somebody else runs.</summary>
internal sealed class ConnectionStringResource(string name, ParameterResource value, string? environmentVariableName)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{value}");

    public string? ConnectionStringEnvironmentVariable => environmentVariableName;
}
