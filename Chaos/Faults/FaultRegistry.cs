using System.Collections.Concurrent;
using System.Globalization;
using AspireStateless.Chaos.Instances;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// The faults that are there. Whatever happens to one instance happens in turn; instances are independent, because the cure of a replica
/// may have to wait for the cure of a store. Thread-safe.
/// </summary>
internal sealed class FaultRegistry(
    FaultCatalogue catalogue, InstanceFeed instances, EventFeed events, FaultMarks marks, IHostApplicationLifetime lifetime,
    ILogger<FaultRegistry> logger)
{
    private readonly ConcurrentDictionary<string, ActiveFault> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private int _last;

    private IEnumerable<FaultReport> Reports => _active.Values.Select(fault => fault.Report);

    /// <summary>Puts a fault on an instance; returns when it has taken effect.</summary>
    /// <exception cref="RefusedException">It cannot be; nothing has happened.</exception>
    public async Task<FaultReport> InjectAsync(FaultRequest request)
    {
        if (string.IsNullOrEmpty(request.Kind) || string.IsNullOrEmpty(request.Target))
        {
            throw RefusedException.BadRequest("invalid-request", "'kind' and 'target' are required.");
        }

        var kind = request.Kind;
        var fault = catalogue.Get(kind);
        var arguments = FaultArguments.Parse(fault, request.Parameters);
        var instance = instances.Find(request.Target).Instance;
        using var turn = await TakeTurnAsync(instance, fault);
        var target = instances.Get(instance);
        fault.CheckState(target);
        var injection = await fault.InjectAsync(target, arguments, lifetime.ApplicationStopping);
        var id = string.Create(CultureInfo.InvariantCulture, $"f{Interlocked.Increment(ref _last)}");
        var report = new FaultReport(id, kind, instance, request.Run, ControlJson.Element(injection.Evidence));
        _active[id] = new ActiveFault(report, injection);
        logger.LogInformation("Fault {Id}: {Kind} {Target}", id, kind, instance);
        events.Publish(report);
        await ShowMarksAsync(instance);
        return report;
    }

    /// <summary>Cures a fault; returns when the instance runs again. After a failure the fault is still there.</summary>
    /// <exception cref="RefusedException">There is no such fault, or no longer, or the cure failed.</exception>
    public async Task<CureReport> CureAsync(string id)
    {
        var instance = Get(id).Report.Target;
        using var turn = await TakeTurnAsync(instance, catalogue.Get(Get(id).Report.Kind));
        var fault = Get(id);
        var cure = await fault.Injection.CureAsync(lifetime.ApplicationStopping);
        _active.TryRemove(id, out _);
        var report = new CureReport(id, fault.Report.Kind, instance, fault.Report.Run, ControlJson.Element(cure));
        logger.LogInformation("Cure of {Id}: {Kind} {Target}", id, report.Kind, instance);
        events.Publish(report);
        await ShowMarksAsync(instance);
        return report;
    }

    /// <summary>The faults of a kind that are on an instance.</summary>
    public IReadOnlyList<FaultReport> On(string instance, string kind) =>
        [.. Reports.Where(report => report.Target == instance && report.Kind == kind)];

    /// <summary>Cures all that a run has left.</summary>
    public Task CureRunAsync(string run) => Task.WhenAll(Reports.Where(report => report.Run == run).Select(TryCureAsync));

    /// <summary>
    /// Lets go of all that would keep the application from stopping in good order: a paused process does not hear SIGTERM.
    /// </summary>
    public void Release()
    {
        foreach (var fault in _active.Values)
        {
            fault.Injection.Release?.Invoke();
        }
    }

    private Task ShowMarksAsync(string instance) => marks.ShowAsync(
        instance, [.. Reports.Where(report => report.Target == instance).Select(report => report.Kind).Order(StringComparer.Ordinal)]);

    private async Task TryCureAsync(FaultReport fault)
    {
        try
        {
            await CureAsync(fault.Id);
        }
        catch (RefusedException refused)
        {
            logger.LogWarning("Fault {Id} of run {Run}, which is gone, was not cured: {Reason}", fault.Id, fault.Run, refused.Message);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The application's end ends the fault too.
        }
    }

    private async Task<Turn?> TakeTurnAsync(string instance, IFault fault)
    {
        if (!fault.TakesTurn)
        {
            return null;
        }

        var turn = _turns.GetOrAdd(instance, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(lifetime.ApplicationStopping);
        return new Turn(turn);
    }

    private ActiveFault Get(string id)
    {
        if (_active.TryGetValue(id, out var fault))
        {
            return fault;
        }

        var wasGiven = id.StartsWith('f') && int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= Volatile.Read(ref _last);
        throw wasGiven
            ? RefusedException.Conflict("already-cured", $"Fault '{id}' was cured already.")
            : RefusedException.NotFound("unknown-fault", $"There is no fault '{id}'.");
    }

    private sealed record ActiveFault(FaultReport Report, Injection Injection);

    private sealed class Turn(SemaphoreSlim taken) : IDisposable
    {
        public void Dispose() => taken.Release();
    }
}
