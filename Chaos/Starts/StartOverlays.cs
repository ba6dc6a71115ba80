using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace AspireStateless.Chaos.Starts;

/// <summary>
/// Numbers the starts of the service's processes, and changes their environment. A callback of the graph is not told which instance it is
/// called for; the number, which the environment of the running process shows, tells it afterwards on either stack.
/// </summary>
internal sealed class StartOverlays(IEnumerable<IStartOverlay> overlays)
{
    private readonly List<IStartOverlay> overlays = [.. overlays];
    private int last;

    /// <summary>Name of the variable that holds the number.</summary>
    internal static string Variable => "CHAOS_START";

    internal async Task ApplyAsync(EnvironmentCallbackContext context)
    {
        var start = Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
        context.EnvironmentVariables[Variable] = start;
        foreach (var overlay in overlays)
        {
            await overlay.ApplyAsync(context, start).ConfigureAwait(false);
        }
    }

    /// <summary>The number of an instance's present or last start; null before its first.</summary>
    internal static string? StartOf(CustomResourceSnapshot snapshot) =>
        snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == Variable)?.Value;
}
