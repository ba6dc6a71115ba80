namespace Aspire.Hosting.Execution;

/// <summary>One start of one instance, while it is being put together.</summary>
/// <param name="Resource">What is started.</param>
/// <param name="InstanceId">The instance's id.</param>
/// <param name="TargetPorts">The port to listen on, per endpoint; others on each start for proxied endpoints.</param>
/// <param name="Services">What every instance works with.</param>
/// <param name="Logger">The instance's log.</param>
/// <param name="ReportState">Tells people what goes on before the process runs, for example Building.</param>
/// <param name="CancellationToken">Ends when the start is given up.</param>
internal sealed record LaunchContext(
    IResource Resource, string InstanceId, IReadOnlyDictionary<EndpointAnnotation, int> TargetPorts, InstanceServices Services,
    ILogger Logger, Action<string> ReportState, CancellationToken CancellationToken)
{
    /// <summary>The 8 letters of the instance's id.</summary>
    internal string Suffix => InstanceId[(Resource.Name.Length + 1)..];

    /// <summary>Variables; strings or values to be asked.</summary>
    internal Dictionary<string, object> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables' values, once resolved.</summary>
    internal Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>The arguments' values, once resolved.</summary>
    internal List<string> Arguments { get; } = [];

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

        foreach (var (name, value) in Variables)
        {
            Environment[name] = await ValueAsync(value).ConfigureAwait(false);
        }

        foreach (var argument in arguments.Args)
        {
            Arguments.Add(await ValueAsync(argument).ConfigureAwait(false));
        }
    }

    private async ValueTask<string> ValueAsync(object value) =>
        (value is IValueProvider later ? await later.GetValueAsync(CancellationToken).ConfigureAwait(false) : $"{value}") ?? "";
}
