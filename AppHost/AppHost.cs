var builder = DistributedApplication.CreateBuilder(args);

var redis = builder.AddRedis("redis").WithDataVolume().WithArgs("--appendonly", "yes", "--appendfsync", "always");

builder.AddProject<Projects.Api>("api")
    .WithReplicas(3)
    .WithReference(redis).WaitFor(redis)
    .WithHttpHealthCheck("/health");

builder.Build().Run();
