using AspireStateless.Stores;
using Microsoft.Extensions.DependencyInjection;

// A refusal is a line for people; a stack trace says nothing more.
AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
{
    if (unhandled.ExceptionObject is DistributedApplicationException refusal)
    {
        Console.Error.WriteLine(refusal.Message);
        Environment.Exit(1);
    }
};

// The smallest graph with both stores, and a program that waits for them.
var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });
// As with a dashboard, where people can start what has ended.
builder.Services.Configure<ResourceNotificationServiceOptions>(
    options => options.DefaultWaitBehavior = WaitBehavior.WaitOnResourceUnavailable);
var redis = builder.AddRedisStore("redis").OnResourceReady(SayReadyAsync);
var database = builder.AddPostgresStore("postgres").AddDatabase("database").OnResourceReady(SayReadyAsync);
builder.AddExecutable("waiter", "sleep", ".", "infinity").WaitFor(redis).WaitFor(database)
    .OnResourceReady((_, _, _) => Console.Out.WriteLineAsync("waiter is ready"));
builder.Build().Run();

static async Task SayReadyAsync(IResourceWithConnectionString store, ResourceReadyEvent ready, CancellationToken cancellationToken) =>
    Console.WriteLine($"{store.Name} is ready: {await store.GetConnectionStringAsync(cancellationToken)}");
