namespace Aspire.Hosting;

/// <summary>Adds values from outside the graph.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a value that configuration <c>Parameters:{name}</c> has to hold.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddParameter(name, fallback: null, secret);

    /// <summary>Adds a value with a default.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, secret);

    /// <summary>Adds a value that is generated unless configured.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">What generates it.</param>
    /// <param name="secret">Whether it must not be shown.</param>
    /// <param name="persist">Whether it is kept in the data folder, so that the next run has the same.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var folder = DataFolder.Of(builder);
        return builder.AddParameter(
            name, persist ? () => folder.Parameters.GetOrAdd(name, value.GetDefaultValue) : value.GetDefaultValue, secret);
    }

    private static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string>? fallback, bool secret)
    {
        string Read(ParameterResource parameter) =>
            builder.Configuration[$"Parameters:{name}"]
            ?? builder.Configuration[$"Parameters:{name.Replace('-', '_')}"]
            ?? fallback?.Invoke()
            ?? throw new MissingParameterValueException(
                $"Parameter '{name}' has no value. Set it with --Parameters:{name}=<value>, or Parameters__{name.Replace('-', '_')} in the environment.");

        return builder.AddResource(new ParameterResource(name, Read, secret));
    }
}
