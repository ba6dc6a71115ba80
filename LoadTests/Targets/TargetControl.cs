using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.SystemUnderTest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspireStateless.LoadTests.Targets;

/// <summary>
/// What an AppHost's control endpoint is to a run, over addresses without an AppHost: on loopback, in this process. A copy is killed and
/// started by commands, where there are some.
/// </summary>
internal sealed class TargetControl : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ReadinessProbe _probe;
    private readonly TargetCommands? _commands;
    private readonly List<TargetCopy> _copies;
    private readonly string _token = RandomNumberGenerator.GetHexString(32);
    private readonly ConcurrentDictionary<string, FaultRequest> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<InstanceState>, bool> _streams = new();
    private int _faults;

    private TargetControl(string service, IReadOnlyList<Uri> targets, string ready, TargetCommands? commands)
    {
        (_probe, _commands) = (new ReadinessProbe(ready), commands);
        _copies = [.. targets.Select((target, place) => new TargetCopy(
            service, string.Create(CultureInfo.InvariantCulture, $"{service}-{place + 1}"), place + 1, target, _probe.IsReadyAsync))];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port: 0));
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        _app = builder.Build();
    }

    public AppHostAddress Address => new(
        ProcessIdentity.Own.Pid, ProcessIdentity.Own.StartTicks, new Uri(_app.Urls.First()), _token, EndpointUrl: null, AdminPassword: null,
        StartedAt: null);

    /// <param name="service">What the copies are called.</param>
    /// <param name="targets">Where each listens.</param>
    /// <param name="ready">A path that one which serves answers with success.</param>
    /// <param name="commands">Null where nothing can be done to them.</param>
    public static async Task<TargetControl> StartAsync(
        string service, IReadOnlyList<Uri> targets, string ready, TargetCommands? commands, CancellationToken cancellationToken)
    {
        var control = new TargetControl(service, targets, ready, commands);
        control.Map();
        await control._app.StartAsync(cancellationToken);
        return control;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryComplete();
        }

        await _app.DisposeAsync();
        _probe.Dispose();
    }

    private void Map()
    {
        _app.Use((context, next) => context.Request.Headers.Authorization == $"Bearer {_token}"
            ? next(context) : Results.StatusCode(StatusCodes.Status401Unauthorized).ExecuteAsync(context));
        _app.MapGet(ControlPaths.Topology, () => TypedResults.Json(
            new Topology(ProcessIdentity.Own, [], [.. _copies.Select(copy => copy.State)], [], Links: false), ControlJson.Options));
        _app.MapGet(ControlPaths.Durability, () => TypedResults.Json(new DurabilitySettings(Redis: null), ControlJson.Options));
        _app.MapPost(ControlPaths.Runs, () => TypedResults.NoContent());
        _app.MapPost(ControlPaths.Faults, async (HttpRequest request) => await InjectAsync(
            (await JsonSerializer.DeserializeAsync<FaultRequest>(request.Body, ControlJson.Options))!, request.HttpContext.RequestAborted));
        _app.MapDelete($"{ControlPaths.Faults}/{{id}}", CureAsync);
        _app.MapGet(ControlPaths.Events, (CancellationToken gone) => TypedResults.ServerSentEvents(StatesAsync(gone)));
    }

    private async Task<IResult> InjectAsync(FaultRequest request, CancellationToken cancellationToken)
    {
        if (_copies.Find(copy => copy.Name == request.Target) is not { } copy || _commands is null
            || request.Kind is not (FaultKinds.Kill or FaultKinds.Restart))
        {
            return Refused($"'{request.Kind}' of '{request.Target}' is nothing that the workload file has a command for.");
        }

        var former = copy.State;
        try
        {
            await copy.EndAsync(_commands.Kill(copy.Name), cancellationToken);
            Publish(copy.State);
            if (request.Kind == FaultKinds.Restart)
            {
                await BeginAsync(copy, cancellationToken);
            }
        }
        catch (InvalidOperationException failure)
        {
            return Refused(failure.Message);
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"f{Interlocked.Increment(ref _faults)}");
        _active[id] = request;

        // That the address answers no more is all that can be seen of it.
        var evidence = new EndEvidence(
            former.Pid, former.StartTicks, "SIGKILL", _commands.Kill(copy.Name), ProcessGone: true, InstanceStates.Finished, ExitCode: null,
            MonotonicClock.Now);
        return Results.Json(
            new FaultReport(id, request.Kind, copy.Name, request.Run, ControlJson.Element(evidence)), ControlJson.Options,
            statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> CureAsync(string id, CancellationToken cancellationToken)
    {
        if (!_active.TryRemove(id, out var fault))
        {
            return Results.Problem($"There is no fault {id}.", statusCode: StatusCodes.Status404NotFound);
        }

        var copy = _copies.Single(copy => copy.Name == fault.Target);
        try
        {
            if (!copy.State.IsRunning)
            {
                await BeginAsync(copy, cancellationToken);
            }
        }
        catch (InvalidOperationException failure)
        {
            _active[id] = fault;
            return Refused(failure.Message);
        }

        var next = copy.State;
        return Results.Json(
            new CureReport(id, fault.Kind!, copy.Name, fault.Run, ControlJson.Element(
                new CureEvidence(next.Pid, next.StartTicks, next.DirectUrl, MonotonicClock.Now))),
            ControlJson.Options);
    }

    private async Task BeginAsync(TargetCopy copy, CancellationToken cancellationToken)
    {
        await copy.BeginAsync(_commands!.Start(copy.Name), cancellationToken);
        Publish(copy.State);
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
        _copies.ForEach(copy => states.Writer.TryWrite(copy.State));
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

    private static IResult Refused(string why) => Results.Problem(why, statusCode: StatusCodes.Status409Conflict);
}

/// <summary>How a copy is killed and started, each told which.</summary>
internal sealed record TargetCommands(Func<string, string> Kill, Func<string, string> Start);
