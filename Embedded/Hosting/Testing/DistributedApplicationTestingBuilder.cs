namespace Aspire.Hosting.Testing;

/// <summary>
/// Builds the graph of an AppHost in a test, by running the AppHost's own entry point. For the test there is no dashboard, ports are random, data is
/// temporary, and a resource that waits for one which will not come fails.
/// </summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Builds an AppHost's graph.</summary>
    /// <typeparam name="TEntryPoint">The generated class of the AppHost, for example <c>Projects.AppHost</c>.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <summary>Builds an AppHost's graph with command-line arguments.</summary>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default) where TEntryPoint : class
    {
        var entryPoint = new EntryPointRun(typeof(TEntryPoint).Assembly, args);
        return new SuspendedBuilder(entryPoint, await entryPoint.BuilderAsync(cancellationToken).ConfigureAwait(false));
    }
}
