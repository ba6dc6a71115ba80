using AspireStateless.Api;

return await ServiceDefaults.RunServiceAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddApi();
    return builder.Build().MapApi();
});
