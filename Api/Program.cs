using AspireStateless.Api;

var builder = WebApplication.CreateBuilder(args);
builder.AddApi();

var app = builder.Build();
app.MapApi();
return await app.RunServiceAsync();
