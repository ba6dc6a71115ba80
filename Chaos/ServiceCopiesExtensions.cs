using System.Globalization;
using Aspire.Hosting;
using AspireStateless.Chaos.Copies;
using AspireStateless.Chaos.Instances;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Chaos;

/// <summary>Runs copies of a service of somebody else's making, in whatever language.</summary>
public static class ServiceCopiesExtensions
{
    /// <summary>
    /// Adds copies of the service that configuration describes, each as a resource <c>[name]-[n]</c> on a port of its own:
    /// <c>Service:Name</c>, <c>Service:Command:[n]</c> (the program and its arguments), <c>Service:Folder</c>,
    /// <c>Service:Environment:[n]</c> (NAME=value), <c>Service:Stores:[n]</c> (redis, postgres) and <c>Service:Ready</c> (a path). Command
    /// and environment may hold <c>{port}</c> and what is known of the stores, such as <c>{redis.url}</c>.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="copies">How many.</param>
    /// <param name="addStore">Adds a store that the service names.</param>
    /// <returns>False where configuration describes none: nothing was added.</returns>
    public static bool AddServiceCopies(
        this IDistributedApplicationBuilder builder, int copies, Func<string, IResourceBuilder<IResourceWithConnectionString>> addStore)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(addStore);
        var service = builder.Configuration.GetSection("Service");
        if (service["Name"] is not { Length: > 0 } name)
        {
            return false;
        }

        var command = Words(service, "Command");
        var stores = Words(service, "Stores").Select(store => (Name: store, Store: addStore(store))).ToList();
        for (var number = 0; number < copies; number++)
        {
            var copy = builder
                .AddExecutable(string.Create(CultureInfo.InvariantCulture, $"{name}-{number + 1}"), command[0], service["Folder"] ?? ".")
                .WithHttpEndpoint(name: "http")
                .WithAnnotation(new ServiceCopyAnnotation(name, number));
            var text = new StartText(copy.GetEndpoint("http"), stores.ToDictionary(store => store.Name, store => store.Store.Resource));
            copy.WithArgs(context => command.Skip(1).ToList().ForEach(word => context.Args.Add(text.Fill(word))))
                .WithEnvironment(DirectUrl.Variable, text.Fill("http://127.0.0.1:{port}"))
                .WithHttpHealthCheck(service["Ready"] ?? "/");
            foreach (var variable in Words(service, "Environment").Select(variable => variable.Split('=', 2)))
            {
                copy.WithEnvironment(variable[0], text.Fill(variable[1]));
            }

            stores.ForEach(store => copy.WaitFor(store.Store));
        }

        builder.Services.AddHostedService<CopyWatch>();
        return true;
    }

    private static string[] Words(IConfigurationSection service, string name) =>
    [
        .. service.GetSection(name).GetChildren()
            .OrderBy(word => int.Parse(word.Key, CultureInfo.InvariantCulture))
            .Select(word => word.Value ?? ""),
    ];
}
