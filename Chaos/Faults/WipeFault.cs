using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using Microsoft.Extensions.Configuration;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Kills a store, deletes all its data, and starts it: the negative control, which a harness has to notice. Only where the data is
/// temporary anyway.
/// </summary>
internal sealed class WipeFault(
    KillFault kill, InstanceLifecycle lifecycle, StoreInspectors stores, ContainerApi containers, IConfiguration configuration) : IFault
{
    public string Kind => FaultKinds.Wipe;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var store = stores.Of<IStoreInspector>(target, Kind);
        if (!string.Equals(configuration["Data"], "temporary", StringComparison.OrdinalIgnoreCase))
        {
            throw RefusedException.Conflict(
                "data-kept", $"The data of '{target.Instance}' is kept; '{Kind}' works with --Data=temporary only.");
        }

        if (target.Container is null)
        {
            InstanceLifecycle.ProcessOf(target, Kind);
        }

        var folder = await StoreInspectors.RequireAsync(store, store.DataFolderAsync, cancellationToken);
        var ended = await kill.KillAsync(target, cancellationToken);
        var files = target.Container is { } container
            ? await new ContainerData(containers).WipeAsync(container, folder, cancellationToken)
            : Wipe(folder);
        var evidence = new WipeEvidence(
            ended.Pid, ended.StartTicks, ended.Signal, ended.ProcessGone, ended.State, ended.ExitCode, files, ended.At)
        {
            Container = ended.Container,
        };
        var injection = lifecycle.StartedBy(target, evidence);
        await injection.CureAsync(cancellationToken);
        return injection;
    }

    private static int Wipe(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
        Directory.Delete(folder, recursive: true);
        return files;
    }
}
