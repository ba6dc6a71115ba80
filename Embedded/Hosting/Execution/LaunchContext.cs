namespace Aspire.Hosting.Execution;

/// <summary>One start of one instance, while it is being put together.</summary>
internal sealed class LaunchContext
{
    internal required IResource Resource { get; init; }

    /// <summary>The instance's id.</summary>
    internal required string InstanceId { get; init; }

    /// <summary>The port to listen on, per endpoint; others on each start for proxied endpoints.</summary>
    internal required IReadOnlyDictionary<EndpointAnnotation, int> TargetPorts { get; init; }

    internal required InstanceServices Services { get; init; }

    internal required ILogger Logger { get; init; }

    /// <summary>Tells people what goes on before the process runs, for example Building.</summary>
    internal required Action<string> ReportState { get; init; }

    internal required CancellationToken CancellationToken { get; init; }

    /// <summary>The 8 letters of the instance's id.</summary>
    internal string Suffix => InstanceId[(Resource.Name.Length + 1)..];

    /// <summary>Variables; strings or values to be asked.</summary>
    internal Dictionary<string, object> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables' values, once resolved.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The arguments' values, once resolved.</summary>
    internal IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <summary>Lets the graph's callbacks change variables and arguments, then asks for all values.</summary>
    internal async Task ResolveAsync()
    {
        var environment = new EnvironmentCallbackContext(Services.ExecutionContext, Resource, Variables, CancellationToken) { Logger = Logger };
        foreach (var annotation in Resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(environment).ConfigureAwait(false);
        }

        var arguments = new CommandLineArgsCallbackContext(Services.ExecutionContext, Resource, CancellationToken);
        foreach (var annotation in Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
        {
            await annotation.Callback(arguments).ConfigureAwait(false);
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Variables)
        {
            values[name] = await ValueAsync(value).ConfigureAwait(false);
        }

        var texts = new List<string>();
        foreach (var argument in arguments.Args)
        {
            texts.Add(await ValueAsync(argument).ConfigureAwait(false));
        }

        Environment = values;
        Arguments = texts;
    }

    private async ValueTask<string> ValueAsync(object value) => value switch
    {
        IValueProvider provider => await provider.GetValueAsync(CancellationToken).ConfigureAwait(false) ?? "",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
