namespace Aspire.Hosting;

/// <summary>
/// Tells a listener in the same process that a builder and an application come into being: how tests take hold of the application that
/// an AppHost's own entry point builds.
/// </summary>
internal static class BuilderDiagnostics
{
    internal const string ListenerName = "Aspire.Hosting";

    private static readonly DiagnosticListener Listener = new(ListenerName);

    internal static void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) =>
        Write("DistributedApplicationBuilderConstructing", (options, settings));

    internal static void Constructed(DistributedApplicationBuilder builder) => Write("DistributedApplicationBuilderConstructed", builder);

    internal static void Building(DistributedApplicationBuilder builder) => Write("DistributedApplicationBuilding", builder);

    internal static void Built(DistributedApplication application) => Write("DistributedApplicationBuilt", application);

    private static void Write(string name, object payload)
    {
        if (Listener.IsEnabled())
        {
            Listener.Write(name, payload);
        }
    }
}
