namespace AspireStateless.Stores.Postgres;

/// <summary>A database of a <see cref="PostgresProgramResource"/>; made when the server is ready, unless it is there.</summary>
internal sealed class PostgresProgramDatabaseResource(string name, PostgresProgramResource parent)
    : Resource(name), IResourceWithParent<PostgresProgramResource>, IResourceWithConnectionString
{
    public PostgresProgramResource Parent => parent;

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{Parent.ConnectionStringExpression};Database={Name}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [.. Parent.Properties(), new("DatabaseName", ReferenceExpression.Create($"{Name}")), new("Uri", Parent.Uri($"/{Name}"))];
}
