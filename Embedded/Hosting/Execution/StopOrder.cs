namespace Aspire.Hosting.Execution;

/// <summary>Resources in layers: nobody in a layer is waited for by anybody in a later one.</summary>
internal static class StopOrder
{
    internal static IEnumerable<IReadOnlySet<IResource>> Of(IEnumerable<IResource> resources)
    {
        var left = resources.ToHashSet();
        while (left.Count > 0)
        {
            var needed = left.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>())
                .SelectMany(wait => new[] { wait.Resource, (wait.Resource as IResourceWithParent)?.Parent })
                .ToHashSet();
            var layer = left.Where(resource => !needed.Contains(resource)).ToHashSet();
            // Resources that wait for each other in a circle never ran: any order will do.
            yield return layer.Count > 0 ? layer : layer = [.. left];
            left.ExceptWith(layer);
        }
    }
}
