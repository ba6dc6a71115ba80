namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known only when the application runs.</summary>
public interface IValueProvider
{
    /// <summary>The value, or null if there is none.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>Names a value without knowing it, for example <c>{redis.connectionString}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The name, in braces.</summary>
    string ValueExpression { get; }
}

/// <summary>A value with a name: what an environment variable or an expression may hold.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;
