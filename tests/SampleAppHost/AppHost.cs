using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

var sample = builder.AddProject<Projects.SampleService>("sample")
    .WithReplicas(builder.Configuration.GetValue("Replicas", 2))
    .WithArgs((builder.Configuration["Behaviour"] ?? "serve").Split(' '))
    .WithHttpHealthCheck("/health");

if (builder.Configuration.GetValue("Stores", true))
{
    var redis = builder.AddRedis("redis").WithDataVolume();
    var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("database");
    sample.WithReference(redis).WaitFor(redis).WithReference(database).WaitFor(database);
}

builder.Build().Run();
