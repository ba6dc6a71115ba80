namespace Aspire.Hosting.Execution;

/// <summary>What every instance works with.</summary>
internal sealed record InstanceServices(
    ResourceNotificationService Notifications, ResourceLoggerService Loggers, IDistributedApplicationEventing Eventing,
    IServiceProvider Provider, ProcessLauncher Launcher, PortReservations Ports, EndpointAllocator Endpoints, DataFolder Data,
    BuiltProjects Projects, IConfiguration Configuration, DistributedApplicationExecutionContext ExecutionContext, TimeProvider Time);
