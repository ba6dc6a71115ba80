using AspireStateless.Stores.Data;
using AspireStateless.Stores.Programs;
using AspireStateless.Stores.Watch;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Stores.Containers;

/// <summary>What the containers of all stores have in common.</summary>
internal static class StoreContainer
{
    /// <summary>Whether a store's folder belongs to a volume already.</summary>
    public static bool HasData(string store) => StoreVolume.Known(store) is not null;

    /// <summary>The volume for a store's data. When the graph is published it is the engine's matter, and has a plain name.</summary>
    /// <exception cref="DistributedApplicationException">It is lost; the message says what to do.</exception>
    public static string VolumeOf(IDistributedApplicationBuilder builder, string name)
    {
        var volume = $"{name}-data";
        if (EngineOf(builder) is { } engine)
        {
            var folder = DataFolder.Of(builder);
            folder.Use(() => volume = StoreVolume.Of(engine, folder.ForStore(name)));
        }

        return volume;
    }

    /// <summary>Has the image here before anything starts: the orchestrator would try for ever, and what waits for the store too.</summary>
    /// <exception cref="DistributedApplicationException">It is not, and cannot be pulled; the message says what to do.</exception>
    public static IResourceBuilder<T> WithImageAtHand<T>(this IResourceBuilder<T> container) where T : ContainerResource
    {
        if (EngineOf(container.ApplicationBuilder) is not { } engine || !container.Resource.TryGetContainerImageName(out var image)
            || engine.HasImage(image))
        {
            return container;
        }

        Console.WriteLine($"Pulling {image}.");
        return engine.Pull(image) is not { } why
            ? container
            : throw new DistributedApplicationException(
                $"The image '{image}' is not here and cannot be pulled ({why}). Make it from this machine's programs with 'eng/images', "
                + "or start with --Stores=Programs.");
    }

    /// <summary>
    /// Takes the place of Aspire's own health check: that waits up to 15 s for an answer, and the orchestrator's proxy gives none, not even
    /// a refusal, while a container is away. So what waits for a store would wait for that long after it is back.
    /// </summary>
    public static IResourceBuilder<T> WithQuickCheck<T>(
        this IResourceBuilder<T> store, Func<CancellationToken, Task<HealthCheckResult>> check) where T : IResource
    {
        var key = $"{store.Resource.Name}_quick_check";
        store.Resource.Annotations.OfType<HealthCheckAnnotation>().ToList().ForEach(own => store.Resource.Annotations.Remove(own));
        store.ApplicationBuilder.Services.AddStoreCheck(key, check);
        return store.WithHealthCheck(key);
    }

    private static ContainerCli? EngineOf(IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode && builder.Configuration[ContainerCli.Setting] is { Length: > 0 } program
            ? new ContainerCli(program)
            : null;
}
