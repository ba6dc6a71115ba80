namespace AspireStateless.Chaos.Instances;

/// <summary>Changes the environment of the service's processes, and has each tell which replica it is.</summary>
internal sealed class StartOverlays(IEnumerable<IStartOverlay> overlays)
{
    private readonly List<IStartOverlay> _overlays = [.. overlays];

    public async Task ApplyAsync(EnvironmentCallbackContext context)
    {
        context.EnvironmentVariables[PerReplica.Variable] = PerReplica.Number(context.Resource);
        foreach (var overlay in _overlays)
        {
            await overlay.ApplyAsync(context);
        }
    }
}
