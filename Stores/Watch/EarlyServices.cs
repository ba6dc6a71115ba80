using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspireStateless.Stores.Watch;

/// <summary>Hosted services before the orchestrator's, whose start ends only when all that waits for a store has started too.</summary>
public static class EarlyServices
{
    public static void AddEarly<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        if (!services.Any(service => service.ImplementationType == typeof(T)))
        {
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, T>());
        }
    }
}
