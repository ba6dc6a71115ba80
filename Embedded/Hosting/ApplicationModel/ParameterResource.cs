namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from outside the graph: configuration <c>Parameters:{name}</c>, or a default.</summary>
public sealed class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> value;

    internal ParameterResource(string name, Func<ParameterResource, string> read, bool secret)
        : base(name)
    {
        // Thread-safe and once: a generated default must be the same for everyone who asks.
        value = new Lazy<string>(() => read(this));
        Secret = secret;
    }

    /// <summary>Whether the value must not be shown.</summary>
    public bool Secret { get; }

    /// <inheritdoc />
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">It is configured nowhere and has no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(value.Value);
}

/// <summary>A parameter has no value.</summary>
public sealed class MissingParameterValueException(string message) : DistributedApplicationException(message);
