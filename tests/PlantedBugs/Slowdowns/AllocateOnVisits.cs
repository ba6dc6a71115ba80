using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Slowdowns;

/// <summary>Allocates 2 KB more for each visit, a fifth of what it does.</summary>
internal sealed class AllocateOnVisits(IVisits correct) : SlowVisits(correct)
{
    private const int Wasted = 2048;

    private byte[]? _last;

    public static void Plant(IServiceCollection services) => services.Wrap<IVisits, AllocateOnVisits>();

    protected override Task WasteAsync(PageName page, CancellationToken cancellationToken)
    {
        // Kept for a moment, so that no compiler leaves it out.
        Volatile.Write(ref _last, new byte[Wasted]);
        return Task.CompletedTask;
    }
}
