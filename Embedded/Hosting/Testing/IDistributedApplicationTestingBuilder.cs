namespace Aspire.Hosting.Testing;

/// <summary>The builder of an AppHost's own graph, open for changes by a test.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Lets the AppHost's entry point build the application.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
