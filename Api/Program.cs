using AspireStateless.Api;

return args is [HealthProbe.Argument] ? await HealthProbe.AskAsync() : await ServiceDefaults.RunServiceAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddApi();
    return builder.Build().MapApi();
});
