using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>Puts a wrong part in the place of a correct one. The registration made last is the one in force.</summary>
internal static class Replacements
{
    /// <summary>Puts a part around the correct one, which its constructor takes as <typeparamref name="TService"/>.</summary>
    public static void Wrap<TService, TWrapper>(this IServiceCollection services)
        where TService : class
        where TWrapper : class, TService
    {
        var correct = services.Last(descriptor => descriptor.ServiceType == typeof(TService));
        services.AddSingleton<TService>(provider => ActivatorUtilities.CreateInstance<TWrapper>(
            provider,
            (TService)(correct.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, correct.ImplementationType!))));
    }

    /// <summary>Runs one background service in the place of another.</summary>
    public static void ReplaceHosted<TCorrect, TWrong>(this IServiceCollection services)
        where TWrong : class, IHostedService
    {
        services.Remove(services.Single(
            descriptor => descriptor.ServiceType == typeof(IHostedService) && descriptor.ImplementationType == typeof(TCorrect)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TWrong>());
    }
}
