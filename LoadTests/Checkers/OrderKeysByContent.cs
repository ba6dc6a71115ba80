using AspireStateless.LoadTests.Checkers.Orders;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>
/// Finds the key of each order that the store lists, which the list does not tell: of an acknowledged one by its id; of another one by
/// its buyer and content, among the attempts of unknown outcome, the earliest first. Those are alike, and an attempt without an answer has
/// no deadline, so giving the units that were sold first to the attempt that was sent first makes a legal order of sales where there is one.
/// </summary>
internal sealed class OrderKeysByContent
{
    private readonly Dictionary<long, long> _acknowledged = [];
    private readonly Dictionary<(int User, ulong Content), Queue<long>> _unknown = [];
    private long _nobody;

    public OrderKeysByContent(IEnumerable<OrderAttempt> attempts)
    {
        foreach (var attempt in attempts.OrderBy(attempt => attempt.Start))
        {
            if (attempt.Answer == OrderAnswer.Acknowledged)
            {
                _acknowledged.TryAdd(attempt.OrderId, attempt.Key);
            }
            else if (attempt.Answer == OrderAnswer.Unknown)
            {
                if (!_unknown.TryGetValue((attempt.User, attempt.Content), out var keys))
                {
                    _unknown[(attempt.User, attempt.Content)] = keys = new Queue<long>();
                }

                keys.Enqueue(attempt.Key);
            }
        }
    }

    /// <returns>The key; one that nobody used where no attempt fits.</returns>
    public long Take(long order, int user, ulong content) =>
        _acknowledged.TryGetValue(order, out long key) ? key
        : _unknown.TryGetValue((user, content), out var keys) && keys.TryDequeue(out key) ? key
        : --_nobody;
}
