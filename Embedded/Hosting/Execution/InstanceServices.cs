namespace Aspire.Hosting.Execution;

/// <summary>What every instance works with.</summary>
internal sealed record InstanceServices(
    ResourceNotificationService Notifications, ResourceLoggerService Loggers, IDistributedApplicationEventing Eventing,
    IServiceProvider Provider, ProcessLauncher Launcher, PortReservations Ports, EndpointAllocator Endpoints, DataFolder Data,
    BuiltProjects Projects, HealthCheckService Checks, IConfiguration Configuration, TimeProvider Time,
    DistributedApplicationExecutionContext ExecutionContext)
{
    internal DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Tells of an instance for the first time.</summary>
    /// <returns>The instance's id.</returns>
    internal string Introduce(IResource resource, string id, string type, params ImmutableArray<ResourcePropertySnapshot> properties) =>
        Notifications.Publish(resource, id, _ => new CustomResourceSnapshot
        {
            ResourceType = type,
            Properties = properties,
            CreationTimeStamp = Now,
            HealthReports = HealthMonitor.Unchecked(resource),
        }).ResourceId;
}
