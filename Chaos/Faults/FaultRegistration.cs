using AspireStateless.Stores.Programs;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Chaos.Faults;

/// <summary>The faults that there are.</summary>
internal static class FaultRegistration
{
    public static void AddFaults(this IServiceCollection services)
    {
        services.AddSingleton<FaultCatalogue>();
        services.AddFault<KillFault>();
        services.AddFault<StopFault>();
        services.AddFault<RestartFault>();
        services.AddFault<TerminateFault>();
        services.AddFault<PauseFault>();
        services.AddFault<StarveFault>();
        services.AddFault<ScaleInFault>();
        services.AddFault<ScaleOutFault>();
        services.AddShutdownFault(FaultKinds.ShutdownFast, Signal.SIGINT);
        services.AddShutdownFault(FaultKinds.ShutdownImmediate, Signal.SIGQUIT);
        services.AddFault<KillBackendFault>();
        services.AddFault<ExhaustPoolFault>();
        services.AddFault<DemoteFault>();
        services.AddFault<RefuseFault>();
        services.AddFault<PoisonFault>();
        services.AddFault<FlushProductsFault>();
        services.AddFault<WipeFault>();
        services.AddFault<ReplaceFault>();
        services.AddFault<LatencyFault>();
        services.AddFault<BlackholeFault>();
        services.AddFault<ResetFault>();
        services.AddFault<HoldAnswerFault>();
    }

    private static void AddShutdownFault(this IServiceCollection services, string kind, Signal signal) =>
        services.AddSingleton<IFault>(provider => ActivatorUtilities.CreateInstance<ShutdownFault>(provider, kind, signal));

    // Also by its own type: some faults are made of others.
    private static void AddFault<T>(this IServiceCollection services) where T : class, IFault
    {
        services.AddSingleton<T>();
        services.AddSingleton<IFault>(provider => provider.GetRequiredService<T>());
    }
}
