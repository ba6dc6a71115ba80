using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspireStateless.LoadTests.Targets;

/// <summary>What an AppHost's control endpoint is to a run, over copies that no AppHost runs: on loopback, in this process.</summary>
internal sealed class CopyControl : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ICopies _copies;
    private readonly string _token = RandomNumberGenerator.GetHexString(32);
    private readonly ConcurrentDictionary<string, (FaultReport Report, CopyFault Fault)> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<InstanceState>, bool> _streams = new();
    private int _faults;

    private CopyControl(ICopies copies)
    {
        _copies = copies;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port: 0));
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        _app = builder.Build();
    }

    public AppHostAddress Address => new(
        ProcessIdentity.Own.Pid, ProcessIdentity.Own.StartTicks, new Uri(_app.Urls.First()), _token, EndpointUrl: null, AdminPassword: null,
        StartedAt: null);

    public static async Task<CopyControl> StartAsync(ICopies copies, CancellationToken cancellationToken)
    {
        var control = new CopyControl(copies);
        control.Map();
        await control._app.StartAsync(cancellationToken);
        copies.Follow(control.Publish);
        return control;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryComplete();
        }

        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.Use((context, next) => context.Request.Headers.Authorization == $"Bearer {_token}"
            ? next(context) : Results.StatusCode(StatusCodes.Status401Unauthorized).ExecuteAsync(context));
        _app.MapGet(ControlPaths.Topology, () => TypedResults.Json(_copies.Topology, ControlJson.Options));
        _app.MapGet(ControlPaths.Durability, () => TypedResults.Json(new DurabilitySettings(Redis: null), ControlJson.Options));
        _app.MapPost(ControlPaths.Runs, () => TypedResults.NoContent());
        _app.MapPost(ControlPaths.Faults, async (HttpRequest request) => await InjectAsync(
            (await JsonSerializer.DeserializeAsync<FaultRequest>(request.Body, ControlJson.Options))!, request.HttpContext.RequestAborted));
        _app.MapDelete($"{ControlPaths.Faults}/{{id}}", CureAsync);
        _app.MapGet(ControlPaths.Events, (CancellationToken gone) => TypedResults.ServerSentEvents(StatesAsync(gone)));
    }

    private async Task<IResult> InjectAsync(FaultRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var fault = await _copies.InjectAsync(request, cancellationToken);
            var id = string.Create(CultureInfo.InvariantCulture, $"f{Interlocked.Increment(ref _faults)}");
            var report = new FaultReport(id, request.Kind!, fault.Target, request.Run, ControlJson.Element(fault.Evidence));
            _active[id] = (report, fault);
            return Results.Json(report, ControlJson.Options, statusCode: StatusCodes.Status201Created);
        }
        catch (CopyRefusedException refused)
        {
            return Refused(refused);
        }
    }

    private async Task<IResult> CureAsync(string id, CancellationToken cancellationToken)
    {
        if (!_active.TryRemove(id, out var active))
        {
            return Results.Problem($"There is no fault {id}.", statusCode: StatusCodes.Status404NotFound);
        }

        try
        {
            var (report, fault) = active;
            var cure = ControlJson.Element(await fault.CureAsync(cancellationToken));
            return Results.Json(new CureReport(id, report.Kind, report.Target, report.Run, cure), ControlJson.Options);
        }
        catch (CopyRefusedException refused)
        {
            _active[id] = active;
            return Refused(refused);
        }
    }

    private void Publish(InstanceState state)
    {
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryWrite(state);
        }
    }

    private async IAsyncEnumerable<SseItem<string>> StatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var states = Channel.CreateUnbounded<InstanceState>();
        _streams[states] = true;
        foreach (var state in _copies.Topology.Instances)
        {
            states.Writer.TryWrite(state);
        }

        try
        {
            await foreach (var state in states.Reader.ReadAllAsync(cancellationToken))
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(state, ControlJson.Options), EventTypes.State);
            }
        }
        finally
        {
            _streams.TryRemove(states, out _);
        }
    }

    private static IResult Refused(CopyRefusedException why) => Results.Problem(why.Message, statusCode: StatusCodes.Status409Conflict);
}
