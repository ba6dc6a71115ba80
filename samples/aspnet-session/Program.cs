using AspireStateless.AspNetSession;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

// A name that each visitor gives, kept in the session: in the memory of the process, or in Redis with a key ring that all copies share.
var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration.GetConnectionString("redis") is { } redis)
{
    builder.Services.AddStackExchangeRedisCache(cache => cache.Configuration = redis);
    builder.Services.AddDataProtection().SetApplicationName("names")
        .PersistKeysToStackExchangeRedis(await ConnectionMultiplexer.ConnectAsync(redis), "keys");
}
else
{
    builder.Services.AddDistributedMemoryCache();
}

builder.Services.AddSession();
var app = builder.Build();
app.MapGet("/health", () => "ok");
app.UseSession();
app.MapPut("/name", async (Visitor visitor, HttpContext http) =>
{
    // Else it is loaded by a call that blocks a thread, and all threads are soon blocked.
    await http.Session.LoadAsync();
    http.Session.SetString("name", visitor.Name);

    // By itself it is written when the answer is on its way already.
    await http.Session.CommitAsync();
    return visitor;
});
app.MapGet("/name", async (HttpContext http) =>
{
    await http.Session.LoadAsync();
    return new Visitor(http.Session.GetString("name") ?? "");
});
app.Run();
