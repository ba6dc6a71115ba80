namespace Aspire.Hosting.ApplicationModel;

// The graph's methods are constrained by these interfaces, so that the compiler refuses what a resource cannot do.

/// <summary>Takes environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>Takes command-line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>Listens on named endpoints.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>Can be made to wait for other resources before it starts.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>Is found by other resources through <c>services__…</c> variables.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>Belongs to another resource and shares its life.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The resource it belongs to.</summary>
    IResource Parent { get; }
}

/// <inheritdoc />
public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    /// <summary>The resource it belongs to.</summary>
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}

/// <summary>Is reached by a connection string.</summary>
public interface IResourceWithConnectionString : IResource, IExpressionValue
{
    /// <summary>The connection string, as an expression over endpoints and parameters.</summary>
    ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>The variable a consumer gets it in; null means <c>ConnectionStrings__{name}</c>.</summary>
    string? ConnectionStringEnvironmentVariable => null;

    /// <summary>The connection string; known once the endpoints are allocated.</summary>
    ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ConnectionStringExpression.GetValueAsync(cancellationToken);

    /// <summary>Its parts (host, port, password, …), handed to consumers as <c>{NAME}_{PROPERTY}</c>.</summary>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() => [];

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);
}
