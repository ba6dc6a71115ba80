using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AspireStateless.Chaos.Copies;
using AspireStateless.Chaos.Instances;
using AspireStateless.Stores.Kinds;

namespace AspireStateless.Chaos.Links;

/// <summary>The links between replicas and stores, if the AppHost has any. Each replica has a port of its own for each store.</summary>
internal sealed class LinkSet(DistributedApplicationModel model, InstanceFeed instances) : IStartOverlay, IDisposable
{
    private readonly List<(string Store, EndpointReference Endpoint, StoreLink Link)> _links =
    [
        .. from resource in model.Resources
           let store = StoreAnnotation.Of(resource)
           where store is not null
           select (resource.Name, store.Endpoint, new StoreLink(() => new DnsEndPoint(store.Endpoint.Host, store.Endpoint.Port))),
    ];

    private readonly ConcurrentDictionary<(StoreLink Link, (string Resource, int Number) Replica), Lazy<int>> _ports = new();

    public void Dispose() => _links.ForEach(link => link.Link.Dispose());

    /// <summary>The link to a store.</summary>
    /// <exception cref="RefusedException">The target is no store.</exception>
    public StoreLink Of(TrackedInstance target, string kind) => _links.Find(link => link.Store == target.Resource).Link
        ?? throw RefusedException.BadRequest("unsuitable-target", $"'{kind}' needs a store, and '{target.Instance}' is none.");

    /// <summary>Has the replicas that are about to start connect to ports of the links instead of the stores' own.</summary>
    public async Task ApplyAsync(EnvironmentCallbackContext context)
    {
        foreach (var (_, endpoint, link) in _links)
        {
            await LeadAsync(context, endpoint.Port, link);
        }
    }

    private async Task LeadAsync(EnvironmentCallbackContext context, int port, StoreLink link)
    {
        // The store's port in a connection string, a URI, or alone: never a part of another number or of a password, which holds no signs.
        var pattern = new Regex($"(^|[:= ]){port}($|[^0-9A-Za-z])", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
        var isCopy = ServiceCopyAnnotation.Of(context.Resource) is not null;
        foreach (var (name, value) in context.EnvironmentVariables.Where(variable => isCopy || MayName(variable.Key)).ToList())
        {
            var text = value is IValueProvider later ? await later.GetValueAsync(context.CancellationToken) : value as string;
            if (text is not null && pattern.IsMatch(text))
            {
                var instead = PerReplica.Value(
                    context.Resource, n => PortOf(link, PerReplica.Key(context.Resource, n)).ToString(CultureInfo.InvariantCulture));
                context.EnvironmentVariables[name] = pattern.Replace(
                    text, match => match.Value.Replace($"{port}", instead, StringComparison.Ordinal));
            }
        }
    }

    // The same at every start: a callback may be asked again for a replica that runs.
    private int PortOf(StoreLink link, (string Resource, int Number) replica) => _ports.GetOrAdd(
        (link, replica), _ => new Lazy<int>(() => link.Listen(() => instances.OfReplica(replica.Resource, replica.Number)))).Value;

    // What Aspire calls them; a copy of another service has names of its own.
    private static bool MayName(string variable) => variable.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
        || variable.EndsWith("_PORT", StringComparison.Ordinal) || variable.EndsWith("_URI", StringComparison.Ordinal);
}
