using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Processes;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>Watches lives of an instance end and begin.</summary>
internal sealed class InstanceLifecycle(InstanceFeed instances, ResourceCommandService commands, ContainerApi containers)
{
    // Far beyond what a stop (6 s, then SIGKILL) or a start takes: what has not happened by then will not.
    private static readonly TimeSpan ObservationLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a command of the host on one instance.</summary>
    /// <exception cref="RefusedException">The host says no.</exception>
    public async Task CommandAsync(TrackedInstance instance, string command, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ObservationLimit);
        var result = await commands.ExecuteCommandAsync(instance.Instance, command, deadline.Token);
        cancellationToken.ThrowIfCancellationRequested();
        if (!result.Success)
        {
            var reason = result.Message ?? $"it is {StateAfterLimit(instance)}";
            throw RefusedException.NotEffective("command-failed", $"The command '{command}' on '{instance.Instance}' failed: {reason}");
        }
    }

    /// <summary>Runs the host's stop, and watches the generation end: the host itself tells of that up to two seconds late.</summary>
    /// <exception cref="RefusedException">The host says no.</exception>
    public async Task<EndEvidence> StopAsync(TrackedInstance target, CancellationToken cancellationToken)
    {
        var answer = CommandAsync(target, KnownResourceCommands.StopCommand, cancellationToken);
        var end = EndAsync(target, signal: null, KnownResourceCommands.StopCommand, cancellationToken);
        await (await Task.WhenAny(answer, end));
        var evidence = await end;
        await answer;
        return evidence;
    }

    /// <summary>The process of an instance.</summary>
    /// <exception cref="RefusedException">None is known, or it is a container's, which are for its engine to signal.</exception>
    public static ProcessIdentity ProcessOf(TrackedInstance target, string kind) => (target.Container is null ? target.Process : null)
        ?? throw RefusedException.Unsupported($"'{target.Instance}' is no process of this machine that '{kind}' could signal.");

    /// <summary>Ends a generation by one signal to its process, or to the first of its container; the cure starts the next.</summary>
    public async Task<Injection> EndBySignalAsync(TrackedInstance target, string kind, Signal signal, CancellationToken cancellationToken)
    {
        if (target.Container is { } container)
        {
            await containers.SignalAsync(container, signal, cancellationToken);
        }
        else
        {
            ProcessSignals.Send(ProcessOf(target, kind), signal);
        }

        var evidence = await EndAsync(target, $"{signal}", command: null, cancellationToken);
        return StartedBy(target, evidence);
    }

    /// <summary>A fault that ended a generation; its cure starts the next.</summary>
    public Injection StartedBy(TrackedInstance former, object evidence) =>
        new(evidence, async token => Cured.As(await StartAfterAsync(former, token)));

    /// <summary>Watches a generation end: its processes, what the engine says of a container, and what the host says of it.</summary>
    /// <param name="others">Processes that have to end besides its own.</param>
    public async Task<EndEvidence> EndAsync(
        TrackedInstance generation, string? signal, string? command, CancellationToken cancellationToken,
        IReadOnlyList<ProcessIdentity>? others = null)
    {
        bool? gone = null;
        foreach (var process in (others ?? []).Prepend(generation.Process ?? default).Where(process => process != default))
        {
            gone = gone is not false && await IsGoneAsync(process, cancellationToken);
        }

        var container = generation.Container is { } id
            ? await containers.AwaitEndAsync(id, ObservationLimit, cancellationToken)
            : null;
        gone = container is null ? gone : gone is not false && container.HasEnded;
        var ended = await instances.WaitAsync(
            generation.Instance, state => state.HasEnded || state.State == InstanceStates.Unknown, ObservationLimit, cancellationToken);
        return new EndEvidence(
            generation.Pid, generation.StartTicks, signal, command, gone, ended?.State, ended?.ExitCode, MonotonicClock.Now)
        {
            Processes = others?.Count + 1,
            Container = container,
        };
    }

    /// <summary>Has the next generation after <paramref name="former"/> started, unless somebody else did already.</summary>
    /// <exception cref="RefusedException">It does not start, or not in time; it can be tried again.</exception>
    public async Task<TrackedInstance> StartAfterAsync(TrackedInstance former, CancellationToken cancellationToken)
    {
        if (instances.Get(former.Instance).CanBeStarted)
        {
            await CommandAsync(former, KnownResourceCommands.StartCommand, cancellationToken);
        }

        return await NextAsync(former, cancellationToken);
    }

    /// <summary>Waits for the generation after <paramref name="former"/> to run.</summary>
    /// <exception cref="RefusedException">It did not come in time.</exception>
    public async Task<TrackedInstance> NextAsync(TrackedInstance former, CancellationToken cancellationToken) =>
        await instances.WaitAsync(former.Instance, state => state.IsLaterGenerationThan(former), ObservationLimit, cancellationToken)
        ?? throw RefusedException.NotEffective("not-running", $"'{former.Instance}' is {StateAfterLimit(former)}, and should run.");

    private string StateAfterLimit(TrackedInstance instance) =>
        $"{instances.Get(instance.Instance).State} after {ObservationLimit.TotalSeconds:0} s";

    private static Task<bool> IsGoneAsync(ProcessIdentity process, CancellationToken cancellationToken) =>
        Polling.UntilAsync(() => Task.FromResult(!process.IsAlive()), LookAgainAfter, ObservationLimit, cancellationToken);
}
