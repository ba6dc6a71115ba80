namespace Aspire.Hosting.Execution;

/// <summary>A link that was added to a resource.</summary>
internal sealed record UrlAnnotation(ReferenceExpression Url, string? DisplayText) : IResourceAnnotation
{
    /// <summary>Where people reach a running instance: its endpoints' shared addresses first, then what was added.</summary>
    internal static async Task<ImmutableArray<UrlSnapshot>> UrlsOfAsync(IResource resource, CancellationToken cancellationToken)
    {
        var urls = resource.Annotations.OfType<EndpointAnnotation>()
            .Select(endpoint => new UrlSnapshot(endpoint.Name, endpoint.AllocatedEndpoint!.UriString, IsInternal: false)).ToList();
        foreach (var added in resource.Annotations.OfType<UrlAnnotation>())
        {
            urls.Add(new UrlSnapshot(null, (await added.Url.GetValueAsync(cancellationToken).ConfigureAwait(false))!, IsInternal: false)
            {
                DisplayProperties = new UrlDisplayPropertiesSnapshot(added.DisplayText ?? ""),
            });
        }

        return [.. urls];
    }
}
