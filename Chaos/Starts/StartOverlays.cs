using Aspire.Hosting.ApplicationModel;

namespace AspireStateless.Chaos.Starts;

/// <summary>Changes the environment of the service's processes, and has each tell which replica it is.</summary>
internal sealed class StartOverlays(IEnumerable<IStartOverlay> overlays)
{
    private readonly List<IStartOverlay> overlays = [.. overlays];

    internal async Task ApplyAsync(EnvironmentCallbackContext context)
    {
        context.EnvironmentVariables[PerReplica.Variable] = PerReplica.Number;
        foreach (var overlay in overlays)
        {
            await overlay.ApplyAsync(context).ConfigureAwait(false);
        }
    }
}
