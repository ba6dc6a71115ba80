namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Gives the stop no time, so that deployments are quick: at SIGTERM it stops listening at once and cuts off what is being answered, while
/// clients and proxies still send to it.
/// </summary>
internal static class NoDrain
{
    public static void Plant(IServiceCollection services) =>
        services.PostConfigure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
}
