using AspireStateless.Api;
using AspireStateless.PlantedBugs;

return await ServiceDefaults.RunServiceAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddApi();
    if (!PlantedBug.TryPlant(builder.Services, builder.Configuration["PLANTED_BUG"], out var error))
    {
        throw new InvalidOperationException(error);
    }

    return builder.Build().MapApi();
});
