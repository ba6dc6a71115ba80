using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireStateless.LoadTests.Tests.Fakes;

/// <summary>The part of a container engine's API that is asked before anything is done, with containers of Compose projects.</summary>
internal sealed class FakeDocker : IAsyncDisposable
{
    private const string Project = "com.docker.compose.project";
    private const string Number = "com.docker.compose.container-number";
    private readonly WebApplication _app;
    private readonly List<Dictionary<string, string>> _labels = [];
    private readonly List<int[]> _ports = [];

    private FakeDocker(WebApplication app) => _app = app;

    /// <summary>As <c>DOCKER_HOST</c> names it.</summary>
    public string Address => _app.Urls.First();

    public string ApiVersion { get; set; } = "1.41";

    /// <summary>All that was sent but for questions.</summary>
    public IReadOnlyList<string> Told { get; private set; } = [];

    public static async Task<FakeDocker> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var docker = new FakeDocker(app);
        app.Run(docker.AnswerAsync);
        await app.StartAsync();
        return docker;
    }

    /// <summary>Adds containers that run.</summary>
    /// <param name="ports">What each of them publishes.</param>
    public void Add(string project, string service, int count, params int[] ports)
    {
        foreach (var number in Enumerable.Range(1, count))
        {
            _labels.Add(new(StringComparer.Ordinal)
            {
                [Project] = project,
                ["com.docker.compose.service"] = service,
                [Number] = $"{number}",
            });
            _ports.Add(ports);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // The client may put the version that it speaks before the path.
    private Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            Told = [.. Told, $"{context.Request.Method} {context.Request.Path}"];
        }

        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(word => word[0] == 'v' && char.IsAsciiDigit(word[^1]));
        return context.Response.WriteAsJsonAsync<object>(string.Join('/', path) switch
        {
            "version" => new { Version = "fake", ApiVersion },
            "info" => new { Swarm = new { ControlAvailable = false } },
            "containers/json" => Listed($"{context.Request.Query["filters"]}"),
            var one => Shown(int.Parse(one.Split('/')[1], CultureInfo.InvariantCulture)),
        }, JsonSerializerOptions.Default);
    }

    // Each label that is asked for is 'name' or 'name=value'.
    private object[] Listed(string filters) =>
    [
        .. _labels.Index().Where(one => !filters.Contains('=', StringComparison.Ordinal)
            || one.Item.Where(label => label.Key != Number)
                .All(label => filters.Contains($"\"{label.Key}={label.Value}\"", StringComparison.Ordinal)))
            .Select(one => new { Id = $"{one.Index}", Labels = one.Item }),
    ];

    private object Shown(int container) => new
    {
        Id = $"{container}",
        State = new { Status = "running", Running = true, Pid = 1, StartedAt = "2026-12-01T00:00:00Z" },
        NetworkSettings = new
        {
            Ports = _ports[container].ToDictionary(
                port => $"{port}/tcp", port => new[] { new { HostIp = "0.0.0.0", HostPort = $"{port + container}" } }),
        },
    };
}
