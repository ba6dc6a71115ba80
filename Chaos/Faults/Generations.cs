using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>Watches lives of an instance end and begin.</summary>
internal sealed class Generations(InstanceFeed instances, ResourceCommandService commands, ContainerEngine containers)
{
    // Far beyond what a stop (6 s, then SIGKILL) or a start takes: what has not happened by then will not.
    private static readonly TimeSpan ObservationLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a command of the host on one instance.</summary>
    /// <exception cref="RefusedException">The host says no.</exception>
    internal async Task CommandAsync(InstanceState instance, string command, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ObservationLimit);
        var result = await commands.ExecuteCommandAsync(instance.Instance, command, deadline.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!result.Success)
        {
            var reason = result.Message ?? $"it is {instances.Get(instance.Instance).State} after {ObservationLimit.TotalSeconds:0} s";
            throw RefusedException.NotEffective("command-failed", $"The command '{command}' on '{instance.Instance}' failed: {reason}");
        }
    }

    /// <summary>Runs the host's stop, and watches the generation end meanwhile: the host itself tells of the end up to two seconds late.</summary>
    /// <exception cref="RefusedException">The host says no.</exception>
    internal async Task<EndEvidence> StopAsync(InstanceState target, CancellationToken cancellationToken)
    {
        var answer = CommandAsync(target, KnownResourceCommands.StopCommand, cancellationToken);
        var end = EndAsync(target, signal: null, KnownResourceCommands.StopCommand, cancellationToken);
        await (await Task.WhenAny(answer, end).ConfigureAwait(false)).ConfigureAwait(false);
        var evidence = await end.ConfigureAwait(false);
        await answer.ConfigureAwait(false);
        return evidence;
    }

    /// <summary>The process of an instance.</summary>
    /// <exception cref="RefusedException">None is known, or it is a container's, which are for its engine to signal.</exception>
    internal static ProcessIdentity ProcessOf(InstanceState target, string kind) => (target.Container is null ? target.Process : null)
        ?? throw RefusedException.Unsupported($"'{target.Instance}' is no process of this machine that '{kind}' could signal.");

    /// <summary>Ends a generation by one signal to its process, or to the first of its container; the cure starts the next.</summary>
    internal async Task<Injection> EndBySignalAsync(InstanceState target, string kind, Signal signal, CancellationToken cancellationToken)
    {
        if (target.Container is { } container)
        {
            await containers.SignalAsync(container, signal, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Signals.Send(ProcessOf(target, kind), signal);
        }

        var evidence = await EndAsync(target, Signals.NameOf(signal), command: null, cancellationToken).ConfigureAwait(false);
        return StartedBy(target, evidence);
    }

    /// <summary>A fault that ended a generation; its cure starts the next.</summary>
    internal Injection StartedBy(InstanceState former, object evidence) =>
        new(evidence, async token => CureEvidence.Of(await StartAfterAsync(former, token).ConfigureAwait(false)));

    /// <summary>Watches a generation end: its processes by themselves, what the engine says of a container, and what the host says of it.</summary>
    /// <param name="others">Processes that have to end besides its own.</param>
    internal async Task<EndEvidence> EndAsync(
        InstanceState generation, string? signal, string? command, CancellationToken cancellationToken, IReadOnlyList<ProcessIdentity>? others = null)
    {
        bool? gone = null;
        foreach (var process in (generation.Process is { } own ? [own] : Array.Empty<ProcessIdentity>()).Concat(others ?? []))
        {
            gone = gone is not false && await IsGoneAsync(process, cancellationToken).ConfigureAwait(false);
        }

        var container = generation.Container is { } id ? await containers.AwaitEndAsync(id, ObservationLimit, cancellationToken).ConfigureAwait(false) : null;
        gone = container is null ? gone : gone is not false && container.HasEnded;
        var ended = await instances.WaitAsync(
            generation.Instance, state => state.HasEnded, ObservationLimit, cancellationToken).ConfigureAwait(false);
        return new EndEvidence(
            generation.Pid, generation.StartTicks, signal, command, gone, ended?.State, ended?.ExitCode, MonotonicClock.Nanoseconds)
        {
            Processes = others?.Count + 1,
            Container = container,
        };
    }

    /// <summary>Has the next generation after <paramref name="former"/> started, unless somebody else did already.</summary>
    /// <exception cref="RefusedException">It does not start, or not in time; it can be tried again.</exception>
    internal async Task<InstanceState> StartAfterAsync(InstanceState former, CancellationToken cancellationToken)
    {
        if (instances.Get(former.Instance).CanBeStarted)
        {
            await CommandAsync(former, KnownResourceCommands.StartCommand, cancellationToken).ConfigureAwait(false);
        }

        return await NextAsync(former, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for the generation after <paramref name="former"/> to run.</summary>
    /// <exception cref="RefusedException">It did not come in time.</exception>
    internal async Task<InstanceState> NextAsync(InstanceState former, CancellationToken cancellationToken) =>
        await instances.WaitAsync(
            former.Instance, state => state.IsLaterGenerationThan(former), ObservationLimit, cancellationToken).ConfigureAwait(false)
        ?? throw RefusedException.NotEffective(
            "not-running", $"'{former.Instance}' is {instances.Get(former.Instance).State} after {ObservationLimit.TotalSeconds:0} s, and should run.");

    private static async Task<bool> IsGoneAsync(ProcessIdentity process, CancellationToken cancellationToken)
    {
        var limit = MonotonicClock.Nanoseconds + (long)ObservationLimit.TotalNanoseconds;
        while (process.IsAlive)
        {
            if (MonotonicClock.Nanoseconds > limit)
            {
                return false;
            }

            await Task.Delay(LookAgainAfter, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
