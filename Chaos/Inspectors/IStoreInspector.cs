namespace AspireStateless.Chaos.Inspectors;

/// <summary>A live store, asked about itself. Questions may be cancelled, and throw what the client library throws.</summary>
internal interface IStoreInspector
{
    /// <summary>Name of its resource.</summary>
    string Name { get; }

    /// <summary>Names that the other clients' connections have given themselves; one entry a connection.</summary>
    Task<IReadOnlyList<string>> ConnectionsAsync(CancellationToken cancellationToken);

    /// <summary>The folder on the server's machine in which it keeps its data.</summary>
    Task<string> DataFolderAsync(CancellationToken cancellationToken);
}
