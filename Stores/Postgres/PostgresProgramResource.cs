namespace AspireStateless.Stores.Postgres;

/// <summary>A <c>postgres</c> of this machine, with the connection string and properties of Aspire's resource of a container.</summary>
internal sealed class PostgresProgramResource(
    string name, string command, string workingFolder, PostgresFolder folder, ParameterResource password)
    : ExecutableResource(name, command, workingFolder), IResourceWithConnectionString
{
    public const string EndpointName = "tcp";
    public const string UserName = "postgres";

    public EndpointReference PrimaryEndpoint => new(this, EndpointName);

    public ParameterResource Password => password;

    public PostgresFolder Folder => folder;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Host={Endpoint(EndpointProperty.Host)};Port={Endpoint(EndpointProperty.Port)};Username={UserName};Password={Password}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [.. Properties(), new("Uri", Uri(""))];

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> Properties()
    {
        yield return new("Host", ReferenceExpression.Create($"{Endpoint(EndpointProperty.Host)}"));
        yield return new("Port", ReferenceExpression.Create($"{Endpoint(EndpointProperty.Port)}"));
        yield return new("Username", ReferenceExpression.Create($"{UserName}"));
        yield return new("Password", ReferenceExpression.Create($"{Password}"));
    }

    private EndpointReferenceExpression Endpoint(EndpointProperty property) => PrimaryEndpoint.Property(property);

    public ReferenceExpression Uri(string path) => ReferenceExpression.Create(
        $"postgresql://{UserName}:{Password}@{Endpoint(EndpointProperty.HostAndPort)}{path}");
}
