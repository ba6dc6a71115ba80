namespace Aspire.Hosting;

/// <summary>Says what a resource gets, listens on and waits for.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>Gives a process a variable with a fixed value.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, value ?? "");

    /// <summary>Gives a process a variable with values in it that are known only when the application runs.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, in ReferenceExpression.ExpressionInterpolatedStringHandler value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, ReferenceExpression.Create(value));

    /// <inheritdoc cref="WithEnvironment{T}(IResourceBuilder{T}, string, in ReferenceExpression.ExpressionInterpolatedStringHandler)"/>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, value);

    /// <summary>Gives a process a parameter's value.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => builder.WithVariable(name, parameter.Resource);

    /// <summary>Gives a process the URL of an endpoint.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment => builder.WithVariable(name, endpointReference);

    /// <summary>Changes the environment of a process at every start.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Action<EnvironmentCallbackContext> callback)
        where T : IResourceWithEnvironment => builder.WithEnvironment(context =>
        {
            callback(context);
            return Task.CompletedTask;
        });

    /// <inheritdoc cref="WithEnvironment{T}(IResourceBuilder{T}, Action{EnvironmentCallbackContext})"/>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Func<EnvironmentCallbackContext, Task> callback)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new EnvironmentCallbackAnnotation(callback));

    /// <summary>Gives a process command-line arguments.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs => builder.WithArgs(context => Array.ForEach(args, context.Args.Add));

    /// <summary>Gives a process command-line arguments that may be known only when the application runs.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params object[] args)
        where T : IResourceWithArgs => builder.WithArgs(context => Array.ForEach(args, context.Args.Add));

    /// <summary>Changes the command line of a process at every start.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, Action<CommandLineArgsCallbackContext> callback)
        where T : IResourceWithArgs => builder.WithAnnotation(new CommandLineArgsCallbackAnnotation(context =>
        {
            callback(context);
            return Task.CompletedTask;
        }));

    /// <summary>Hands over a connection string and its parts; waits for nothing.</summary>
    /// <param name="builder">Who gets it.</param>
    /// <param name="source">Whose it is.</param>
    /// <param name="connectionName">The name it is handed over under; the source's own unless set.</param>
    /// <param name="optional">Whether a missing connection string is left out instead of failing the start.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null, bool optional = false) where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment(context =>
            References.AddConnectionAsync(source.Resource, connectionName ?? source.Resource.Name, optional, context));

    /// <summary>Hands over the URLs of another service; waits for nothing.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment(context => References.AddEndpoints(source.Resource, context.EnvironmentVariables));

    /// <summary>Starts only when another resource is running, healthy, and its ready handlers are done.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.WaitUntilHealthy));

    /// <inheritdoc cref="WaitFor{T}(IResourceBuilder{T}, IResourceBuilder{IResource})"/>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport =>
        builder.WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.WaitUntilHealthy) { WaitBehavior = waitBehavior });

    /// <summary>Starts only when another resource is running.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.WaitUntilStarted));

    /// <summary>Starts only when another resource has ended with an exit code; another code fails the start.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0) where T : IResourceWithWaitSupport =>
        builder.WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.WaitForCompletion, exitCode));

    /// <summary>Judges a resource's health by a check registered under a key in the builder's services.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource => builder.WithAnnotation(new HealthCheckAnnotation(key));

    /// <summary>Judges a resource's health by one request through its proxy.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path asked for.</param>
    /// <param name="statusCode">The status that means healthy.</param>
    /// <param name="endpointName">The endpoint; <c>https</c>, else <c>http</c>, unless set.</param>
    /// <exception cref="DistributedApplicationException">The resource has no such endpoint yet: endpoints come before health checks.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints => HttpHealth.Add(builder, path ?? "/", statusCode ?? 200, endpointName);

    /// <summary>Starts only when told to.</summary>
    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder.WithAnnotation(new ExplicitStartupAnnotation());

    /// <summary>Marks the endpoints that exist now as meant for the outside world.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https").ToList()
            .ForEach(endpoint => endpoint.IsExternal = true);
        return builder;
    }

    /// <summary>Adds an endpoint named <c>http</c> unless another name is given.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>Adds an endpoint, or changes the one of the same name.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port others connect to; null takes a free one.</param>
    /// <param name="targetPort">The port the process listens on; null takes a free one at each start.</param>
    /// <param name="scheme">The scheme of its URL.</param>
    /// <param name="name">Its name; the scheme unless set.</param>
    /// <param name="env">A variable in which the process gets its target port.</param>
    /// <param name="isProxied">Whether others reach it through the shared proxy.</param>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null,
        string? env = null, bool? isProxied = null) where T : IResourceWithEndpoints
    {
        var wanted = new EndpointAnnotation(scheme, name, port, targetPort, isProxied ?? true) { TargetPortVariable = env };
        builder.Resource.Annotations.Remove<EndpointAnnotation>(
            endpoint => string.Equals(endpoint.Name, wanted.Name, StringComparison.OrdinalIgnoreCase));
        return builder.WithAnnotation(wanted);
    }

    /// <summary>Stands for an endpoint before it is known where it will be.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);

    /// <summary>Adds a link that people are shown while the resource runs.</summary>
    public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, string url, string? displayText = null)
        where T : IResource => builder.WithUrl($"{url}", displayText);

    /// <summary>Adds a link with values in it that are known only when the application runs.</summary>
    public static IResourceBuilder<T> WithUrl<T>(
        this IResourceBuilder<T> builder, in ReferenceExpression.ExpressionInterpolatedStringHandler url, string? displayText = null)
        where T : IResource => builder.WithAnnotation(new UrlAnnotation(ReferenceExpression.Create(url), displayText));

    /// <summary>Adds a command to every instance of a resource.</summary>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder, string name, string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? commandOptions = null) where T : IResource
    {
        builder.Resource.Annotations.Remove<ResourceCommandAnnotation>(command => command.Name == name);
        return builder.WithAnnotation(new ResourceCommandAnnotation(name, displayName, executeCommand, commandOptions ?? new CommandOptions()));
    }

    private static IResourceBuilder<T> WithVariable<T>(this IResourceBuilder<T> builder, string name, object value)
        where T : IResourceWithEnvironment => builder.WithEnvironment(context => context.EnvironmentVariables[name] = value);
}
