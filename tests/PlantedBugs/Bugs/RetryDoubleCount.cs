using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Tries again when Redis did not answer, and without the key, because the first try may have left it behind: where the first try had
/// taken effect, one visit counts twice. Shows when Redis is slow, paused or restarted in the middle of a visit.
/// </summary>
internal sealed class RetryDoubleCount(IVisits correct) : AroundVisits(correct)
{
    private const int Retries = 2;

    public static void Plant(IServiceCollection services) => services.Wrap<IVisits, RetryDoubleCount>();

    public override async Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await Correct.CountAsync(page, attempt == 0 ? key : null, cancellationToken);
            }
            catch (StoreUnavailableException) when (attempt < Retries)
            {
                // Surely only a hiccup.
            }
        }
    }
}
