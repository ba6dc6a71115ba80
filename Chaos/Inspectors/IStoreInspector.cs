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

    /// <summary>Runs what somebody else has written.</summary>
    /// <param name="command">A statement as one word, or the words of a command.</param>
    /// <param name="database">Which of the server's databases; null is its own.</param>
    /// <returns>How many records it put in or took out, as the store says.</returns>
    /// <exception cref="RefusedException">The store refuses it.</exception>
    Task<long> RunAsync(IReadOnlyList<string> command, string? database, CancellationToken cancellationToken);
}
