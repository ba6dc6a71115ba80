using Aspire.Hosting.ApplicationModel;
using AspireStateless.AppHost;
using AspireStateless.Chaos;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

var redis = builder.AddRedis("redis").WithDataVolume().WithAppend(builder.Configuration["Redis:Append"]);
var adminPassword = builder.AddParameter("admin-password", new GenerateParameterDefault { MinLength = 22 }, secret: true, persist: true);
var shop = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("shop");

var api = builder.Configuration["Api:Project"] is { } other ? builder.AddProject("api", other) : builder.AddProject<Projects.Api>("api");

WithStores(api).WithReplicas(builder.Configuration.GetValue("Replicas", 3)).WithExternalHttpEndpoints();

if (builder.Configuration["Api:OldProject"] is { } old)
{
    // An older build beside the newer one, as in the middle of an upgrade; reached by itself, never through the public endpoint.
    WithStores(builder.AddProject("api-old", old).WithAnyPort());
}

builder.AddChaosControl(adminPassword);

builder.AddProject("load-tests", "../LoadTests/LoadTests.csproj")
    .WithScenarios("smoke", "steady", "chaos")
    .WithChaosControl()
    .WithExplicitStart();

builder.Build().Run();

IResourceBuilder<ProjectResource> WithStores(IResourceBuilder<ProjectResource> project) => project
    .WithReference(redis).WaitFor(redis)
    .WithReference(shop).WaitFor(shop)
    .WithEnvironment("Accounts__AdminPassword", adminPassword)
    // Often enough to be watched, and for a short run of the load tests to see it.
    .WithEnvironment("Jobs__Period", builder.Configuration["Jobs:Period"] ?? "00:00:02")
    .WithHttpHealthCheck("/health");
