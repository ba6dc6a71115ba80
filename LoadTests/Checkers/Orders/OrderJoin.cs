using System.Runtime.InteropServices;
using AspireStateless.LoadTests.Checkers.Carts;
using AspireStateless.LoadTests.Checkers.Rules;

namespace AspireStateless.LoadTests.Checkers.Orders;

/// <summary>Lays what was asked for beside what the store has, by user and key.</summary>
internal sealed class OrderJoin(SalesRecord record)
{
    private readonly Dictionary<(int User, long Key), int> _orders = new(record.Orders.Length);

    /// <summary>Per order of the store the attempt that it came from; -1 while none is known.</summary>
    public int[] AttemptOf { get; } = new int[record.Orders.Length];

    public RuleBreak? Check()
    {
        AttemptOf.AsSpan().Fill(-1);
        RuleBreak? doubled = null;
        (ulong[] Content, ulong[] Units) hashes = ([], []);
        Parallel.Invoke(() => doubled = IndexOrders(), () => hashes = Hashes());
        return doubled ?? CheckAttempts(hashes.Content, hashes.Units) ?? CheckOrders();
    }

    private RuleBreak? IndexOrders()
    {
        for (int i = 0; i < record.Orders.Length; i++)
        {
            ref readonly var order = ref record.Orders[i];
            ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(_orders, (order.User, order.Key), out bool exists);
            if (exists)
            {
                return new($"Orders {record.Orders[known].Id} and {order.Id} have one key", SourceOf(order.User, order.Key));
            }

            known = i;
        }

        return null;
    }

    private RuleBreak? CheckAttempts(ulong[] content, ulong[] units)
    {
        for (int i = 0; i < record.Attempts.Length; i++)
        {
            ref readonly var attempt = ref record.Attempts[i];
            if (!_orders.TryGetValue((attempt.User, attempt.Key), out int place))
            {
                if (attempt.Answer == OrderAnswer.Acknowledged)
                {
                    return new($"Order {attempt.OrderId} was acknowledged and does not exist", attempt.Source);
                }

                continue;
            }

            ref readonly var order = ref record.Orders[place];
            if (AttemptOf[place] >= 0)
            {
                throw new InvalidOperationException("Two attempts have one key: they are one.");
            }

            AttemptOf[place] = i;
            if (Compare(in attempt, in order, content[place], units[place]) is { } rule)
            {
                return new(rule, attempt.Source);
            }
        }

        return null;
    }

    private static string? Compare(in OrderAttempt attempt, in StoredOrder order, ulong content, ulong units)
    {
        if (attempt.Answer == OrderAnswer.SoldOut)
        {
            return $"Order {order.Id} exists, and was answered to be sold out";
        }

        if (attempt.Content != 0 && attempt.Content != content)
        {
            return $"Order {order.Id} does not hold what was asked for";
        }

        if (attempt.Answer == OrderAnswer.Unknown)
        {
            return null;
        }

        return attempt.OrderId != order.Id ? $"Order {attempt.OrderId} was acknowledged, and order {order.Id} has its key"
            : attempt.Units != units ? $"Order {order.Id} does not hold the units that were acknowledged"
            : null;
    }

    private RuleBreak? CheckOrders()
    {
        var carts = new Dictionary<(int User, long Version), int>();
        for (int i = 0; i < AttemptOf.Length; i++)
        {
            ref readonly var order = ref record.Orders[i];
            if (AttemptOf[i] < 0)
            {
                return new($"Order {order.Id} exists, and nobody asked for it");
            }

            if (order.CartVersion != 0 && !carts.TryAdd((order.User, order.CartVersion), i))
            {
                int other = carts[(order.User, order.CartVersion)];
                return new(
                    $"Orders {record.Orders[other].Id} and {order.Id} took one cart, version {order.CartVersion}",
                    record.Attempts[AttemptOf[other]].Source,
                    record.Attempts[AttemptOf[i]].Source);
            }
        }

        return null;
    }

    /// <returns>Per order the hashes of its content and of its units. Lines of one product count together.</returns>
    private (ulong[] Content, ulong[] Units) Hashes()
    {
        ulong[] content = new ulong[record.Orders.Length];
        ulong[] units = new ulong[record.Orders.Length];
        int[] order = new int[record.Lines.Length];
        ulong[] places = new ulong[record.Lines.Length];
        bool sorted = true;
        for (int i = 0; i < order.Length; i++)
        {
            ref readonly var line = ref record.Lines[i];
            (order[i], places[i]) = (i, ((ulong)line.Order << 32) | (uint)line.Sku);
            sorted &= i == 0 || places[i] >= places[i - 1];
            units[line.Order] += UnitHash.Of(line.Sku, line.First, line.Quantity);
        }

        if (!sorted)
        {
            Array.Sort(places, order);
        }

        for (int i = 0, quantity = 0; i < order.Length; i++)
        {
            ref readonly var line = ref record.Lines[order[i]];
            quantity += line.Quantity;
            if (i + 1 == order.Length || places[i + 1] != places[i])
            {
                content[line.Order] += CartContent.HashOf((line.Sku, quantity));
                quantity = 0;
            }
        }

        return (content, units);
    }

    private int SourceOf(int user, long key) =>
        record.Attempts.FirstOrDefault(attempt => attempt.User == user && attempt.Key == key, new OrderAttempt { Source = -1 }).Source;
}
