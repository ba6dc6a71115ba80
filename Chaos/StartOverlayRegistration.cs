using Aspire.Hosting;
using AspireStateless.Chaos.Copies;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Chaos;

/// <summary>Has the projects, and the copies of a service, that are in the graph so far start with overlays.</summary>
internal static class StartOverlayRegistration
{
    public static void AddStartOverlays(this IDistributedApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<StartOverlays>();
        services.AddSingleton<HomeDirectories>();
        services.AddSingleton<IStartOverlay>(provider => provider.GetRequiredService<HomeDirectories>());
        if (builder.Configuration.GetValue<bool>("Chaos:Links"))
        {
            services.AddSingleton<LinkSet>();
            services.AddSingleton<IStartOverlay>(provider => provider.GetRequiredService<LinkSet>());
        }

        var replicated = builder.Resources
            .Where(resource => resource is ProjectResource || ServiceCopyAnnotation.Of(resource) is not null).ToList();
        builder.Eventing.Subscribe<BeforeStartEvent>((before, _) =>
        {
            // Behind all other callbacks, so that it sees what they did.
            var overlays = before.Services.GetRequiredService<StartOverlays>();
            replicated.ForEach(resource => resource.Annotations.Add(new EnvironmentCallbackAnnotation(overlays.ApplyAsync)));
            return Task.CompletedTask;
        });
    }
}
