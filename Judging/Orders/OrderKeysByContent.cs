namespace AspireStateless.Judging.Orders;

/// <summary>
/// Finds the key of each order that the store lists, which the list does not tell: of an acknowledged one by its id; of another one by
/// its buyer and content, among the attempts of unknown outcome, the earliest first. Those are alike, and an attempt without an answer has
/// no deadline, so giving the units that were sold first to the attempt that was sent first makes a legal order of sales where there is
/// one.
/// </summary>
internal sealed class OrderKeysByContent
{
    private readonly Dictionary<(int User, long Order), int> _acknowledged = [];
    private readonly Dictionary<(int User, ulong Content), Queue<int>> _unknown = [];
    private int _nobody;

    public OrderKeysByContent(IEnumerable<(int User, OrderAttempt Attempt)> attempts)
    {
        foreach (var (user, attempt) in attempts.OrderBy(sent => sent.Attempt.Start))
        {
            if (attempt.Answer == OrderAnswer.Acknowledged)
            {
                _acknowledged.TryAdd((user, attempt.OrderId), attempt.Key);
            }
            else if (attempt.Answer == OrderAnswer.Unknown)
            {
                if (!_unknown.TryGetValue((user, attempt.Content), out var keys))
                {
                    _unknown[(user, attempt.Content)] = keys = new Queue<int>();
                }

                keys.Enqueue(attempt.Key);
            }
        }
    }

    /// <returns>The key; one that nobody used where no attempt fits.</returns>
    public int Take(long order, int user, ulong content) =>
        _acknowledged.TryGetValue((user, order), out var key) ? key
        : _unknown.TryGetValue((user, content), out var keys) && keys.TryDequeue(out key) ? key
        : --_nobody;
}
