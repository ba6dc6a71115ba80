using AspireStateless.Chaos;
using AspireStateless.Stores;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

// redis-server of this machine where it is installed, else a container; its data is kept in .data.
var redis = builder.AddRedisStore("redis");

builder.AddProject<Projects.Api>("api")
    .WithReplicas(builder.Configuration.GetValue("Replicas", 3))
    .WithReference(redis).WaitFor(redis)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints();

// Lets the harness see the replicas, and kill them. After all services.
builder.AddChaosControl();

builder.Build().Run();
