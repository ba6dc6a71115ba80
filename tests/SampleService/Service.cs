using System.Collections;
using System.Diagnostics;

namespace AspireStateless.SampleService;

/// <summary>A replica as tests need it: it tells who it is, and dies or turns ill when asked to.</summary>
internal static class Service
{
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        var health = 200;

        app.MapGet("/", () => $"{Environment.ProcessId}");
        app.MapGet("/health", () => Results.StatusCode(health));
        app.MapPut("/health/{status:int}", (int status) => health = status);
        app.MapPost("/exit/{code:int}", (int code) => Environment.Exit(code));
        app.MapPost("/children", () => Process.Start("sleep", "1000").Id);
        app.MapGet("/environment", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value));
        await app.RunAsync();
    }
}
