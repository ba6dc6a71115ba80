using Api;
using Microsoft.AspNetCore.Mvc;
using StackExchange.Redis;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisClient("redis");
builder.Services.AddProblemDetails();
builder.Services.AddSingleton<Visits>().AddSingleton<Sessions>();

var app = builder.Build();

// Without its store this service cannot say yes or no: a caller may try again later, on any replica.
app.UseExceptionHandler(new ExceptionHandlerOptions
{
    StatusCodeSelector = failure => failure is RedisException or RedisTimeoutException
        ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
});
app.MapDefaultEndpoints();

app.MapPost("/visits/{page}", (string page, Visits visits) => visits.CountAsync(page));
app.MapGet("/visits/{page}", (string page, Visits visits) => visits.ReadAsync(page));

app.MapPost("/sessions", (NewSession session, Sessions sessions) => sessions.OpenAsync(session));
app.MapGet("/session", async ([FromHeader] string authorization, Sessions sessions) =>
    await sessions.FindAsync(authorization) is { } session ? Results.Ok(session) : Results.Unauthorized());
app.MapDelete("/session", async ([FromHeader] string authorization, Sessions sessions) =>
    await sessions.EndAsync(authorization) ? Results.NoContent() : Results.Unauthorized());

app.Run();
