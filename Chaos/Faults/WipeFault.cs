using System.Text.Json.Serialization;
using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Stores;
using Microsoft.Extensions.Configuration;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Kills a store, deletes all its data, and starts it: the negative control, which a harness has to notice. Only where the data is temporary
/// anyway.
/// </summary>
internal sealed class WipeFault(
    KillFault kill, Generations generations, StoreFacts stores, ContainerEngine containers, IConfiguration configuration) : IFault
{
    public string Kind => "wipe";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var store = stores.Store(target, Kind);
        if (!string.Equals(configuration["Data"], "temporary", StringComparison.OrdinalIgnoreCase))
        {
            throw RefusedException.Conflict("data-kept", $"The data of '{target.Instance}' is kept; '{Kind}' works with --Data=temporary only.");
        }

        if (target.Container is null)
        {
            Generations.ProcessOf(target, Kind);
        }

        var folder = await StoreFacts.RequireAsync(store, store.DataFolderAsync, cancellationToken).ConfigureAwait(false);
        var ended = await kill.KillAsync(target, cancellationToken).ConfigureAwait(false);
        var files = target.Container is { } container
            ? await new ContainerData(containers).WipeAsync(container, folder, cancellationToken).ConfigureAwait(false)
            : Wipe(folder);
        var evidence = new WipeEvidence(
            ended.Pid, ended.StartTicks, ended.Signal, ended.ProcessGone, ended.State, ended.ExitCode, files, ended.At)
        {
            Container = ended.Container,
        };
        var injection = generations.StartedBy(target, evidence);
        await injection.CureAsync(cancellationToken).ConfigureAwait(false);
        return injection;
    }

    private static int Wipe(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
        Directory.Delete(folder, recursive: true);
        return files;
    }
}

/// <summary>Evidence that a store lost everything.</summary>
/// <param name="Pid">The process that was ended.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Signal">What was sent.</param>
/// <param name="ProcessGone">Whether the operating system knows it no more.</param>
/// <param name="State">The state that the host reported then.</param>
/// <param name="ExitCode">The exit code that the host reported.</param>
/// <param name="Files">How many files were deleted.</param>
/// <param name="At">When it had ended, <see cref="MonotonicClock"/>.</param>
internal sealed record WipeEvidence(
    int? Pid, long? StartTicks, string? Signal, bool? ProcessGone, string? State, int? ExitCode, int Files, long At)
{
    /// <summary>What its engine said of a container before it was removed; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerEvidence? Container { get; init; }
}
