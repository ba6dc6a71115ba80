using Aspire.Hosting.ApplicationModel;
using AspireStateless.AppHost;
using AspireStateless.Chaos;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

var redis = builder.AddRedis("redis").WithDataVolume().WithAppend(builder.Configuration["Redis:Append"]);
var adminPassword = builder.AddParameter("admin-password", new GenerateParameterDefault { MinLength = 22 }, secret: true, persist: true);
var shop = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("shop");

var api = builder.Configuration["Api:Project"] is { } other ? builder.AddProject("api", other) : builder.AddProject<Projects.Api>("api");

api.WithReplicas(builder.Configuration.GetValue("Replicas", 3))
    .WithReference(redis).WaitFor(redis)
    .WithReference(shop).WaitFor(shop)
    .WithEnvironment("Accounts__AdminPassword", adminPassword)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints();

builder.AddChaosControl(adminPassword);

builder.AddProject("load-tests", "../LoadTests/LoadTests.csproj")
    .WithArgs("run", "smoke")
    .WithChaosControl()
    .WithExplicitStart();

builder.Build().Run();
