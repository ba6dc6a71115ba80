using System.Net;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Starts;

namespace AspireStateless.Chaos.Links;

/// <summary>The links between replicas and stores, where the AppHost was started with them.</summary>
internal sealed class LinkSet : IStartOverlay, IDisposable
{
    private readonly InstanceFeed instances;
    private readonly List<(string Store, EndpointReference Endpoint, StoreLink Link)> links;

    public LinkSet(DistributedApplicationModel model, InstanceFeed instances)
    {
        this.instances = instances;
        links = [.. model.Resources.OfType<RedisResource>().Select(store => LinkOf(store, store.PrimaryEndpoint))
            .Concat(model.Resources.OfType<PostgresServerResource>().Select(store => LinkOf(store, store.PrimaryEndpoint)))];
    }

    public void Dispose() => links.ForEach(link => link.Link.Dispose());

    /// <summary>The link to a store.</summary>
    /// <exception cref="RefusedException">The target is no store.</exception>
    internal StoreLink Of(InstanceState target, string kind) => links.Find(link => link.Store == target.Resource).Link
        ?? throw RefusedException.BadRequest("unsuitable-target", $"'{kind}' needs a store, and '{target.Instance}' is none.");

    /// <summary>Has the replica that is about to start connect to ports of the links instead of the stores' own.</summary>
    public async Task ApplyAsync(EnvironmentCallbackContext context, string start)
    {
        foreach (var (_, endpoint, link) in links)
        {
            await LeadAsync(context, endpoint.Port, new Lazy<int>(() => link.Listen(() => instances.OfStart(start)))).ConfigureAwait(false);
        }
    }

    private static (string Store, EndpointReference Endpoint, StoreLink Link) LinkOf(IResource store, EndpointReference endpoint) =>
        (store.Name, endpoint, new StoreLink(() => new DnsEndPoint(endpoint.Host, endpoint.Port)));

    private static async Task LeadAsync(EnvironmentCallbackContext context, int port, Lazy<int> instead)
    {
        // The store's port in a connection string, a URI, or alone: never a part of another number or of a password, which holds no signs.
        var pattern = new Regex($"(^|[:=]){port}($|[,;/])", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
        foreach (var (name, value) in context.EnvironmentVariables.Where(variable => MayName(variable.Key)).ToList())
        {
            var text = value is IValueProvider later ? await later.GetValueAsync(context.CancellationToken).ConfigureAwait(false) : value as string;
            if (text is not null && pattern.IsMatch(text))
            {
                context.EnvironmentVariables[name] = pattern.Replace(
                    text, match => match.Value.Replace($"{port}", $"{instead.Value}", StringComparison.Ordinal));
            }
        }
    }

    private static bool MayName(string variable) => variable.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
        || variable.EndsWith("_PORT", StringComparison.Ordinal) || variable.EndsWith("_URI", StringComparison.Ordinal);
}
