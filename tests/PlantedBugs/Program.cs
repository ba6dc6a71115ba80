using AspireStateless.Api;
using AspireStateless.PlantedBugs;

var builder = WebApplication.CreateBuilder(args);
builder.AddApi();
if (!PlantedBug.TryPlant(builder.Services, builder.Configuration["PLANTED_BUG"], out var error))
{
    await Console.Error.WriteLineAsync(error);
    return 64;
}

var app = builder.Build();
app.MapApi();
return await app.RunServiceAsync();
