using AspireStateless.AppHost;
using AspireStateless.Chaos;
using AspireStateless.Stores;

var builder = AppHostBuilder.Create(args);

// A run of the load tests may be about a service of somebody else's making, with the stores that it needs.
if (builder.AddServiceCopies(
    builder.ReplicaCount(),
    store => store == "redis" ? builder.AddRedisStore(store) : builder.AddPostgresStore(store).AddDatabase("service")))
{
    builder.AddChaosControl().Build().Run();
    return;
}

var redis = builder.AddRedisStore("redis");
var shop = builder.AddPostgresStore("postgres").AddDatabase("shop");
var adminPassword = builder.AddKeptPassword("admin-password");
// As long as the data is kept, browsers know this application by it from others of this host.
var application = builder.AddKeptPassword("application");

var api = builder.Configuration["Api:Project"] is { } other ? builder.AddProject("api", other) : builder.AddProject<Projects.Api>("api");

WithStores(api).WithReplicas(builder.ReplicaCount()).WithExternalHttpEndpoints();

if (builder.Configuration["Api:OldProject"] is { } old)
{
    // An older build beside the newer one, as in the middle of an upgrade; reached by itself, never through the public endpoint.
    WithStores(builder.AddProject("api-old", old).WithAnyPort());
}

builder.AddChaosControl(adminPassword);

builder.AddProject("load-tests", "../LoadTests/LoadTests.csproj")
    .WithoutLauncher()
    .WithoutHttpsCertificate()
    .WithScenarios("smoke", "steady", "chaos")
    .WithChaosControl()
    .WithExplicitStart();

builder.CheckPorts().Build().Run();

IResourceBuilder<ProjectResource> WithStores(IResourceBuilder<ProjectResource> project) => project
    .WithoutLauncher()
    .WithoutHttpsCertificate()
    .WithReference(redis).WaitFor(redis)
    .WithReference(shop).WaitFor(shop)
    .WithEnvironment("Accounts__AdminPassword", adminPassword)
    .WithEnvironment("Sessions__Cookie", $"session-{application}")
    // Often enough to be watched, and for a short run of the load tests to see it.
    .WithEnvironment("Jobs__Period", builder.Configuration["Jobs:Period"] ?? "00:00:02")
    .WithHttpHealthCheck("/health");
