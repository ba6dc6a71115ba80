using System.Text.Json;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Pages of lists: at most a hundred lines, in their order, from just behind the cursor. Of products it is known which ones those are; of
/// orders and ticks that they come after it.
/// </summary>
internal sealed class ListedPages(KeyedSender sender, Accounts accounts, Products products, RunNames names) : IWorkload
{
    private const string Shelf = "L";
    private const int Most = 100;

    // A full page and one that is not.
    private const int Count = Most + 8;
    private string[] _skus = [];
    private SessionToken? _admin;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _admin = await accounts.AdminAsync(cancellationToken);
        await products.CreateAsync(Shelf, Count, stock: 1, cancellationToken);
        _skus = [.. Enumerable.Range(0, Count).Select(index => names.Sku(Shelf, index)).Order(StringComparer.Ordinal)];
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var place = operation.Subject % Count;
        var request = operation.Choice == 0 ? OfProducts(place)
            : operation.Subject % 2 == 0 ? Orders(_admin!, sku: null, after: 0, expected: 1)
            : List("/jobs/visits/ticks?after=0", 1, list => IsInOrder(list, "tick", after: 0) ? 1 : 0) with { Session = _admin };
        return (await sender.SendOnceAsync(operation, request with { Due = due })).Completion;
    }

    /// <summary>The orders after one.</summary>
    /// <param name="sku">What all of them bought: the answer shows how many there are. Null for any: it shows 1 where it is a page.</param>
    public static ApiRequest Orders(SessionToken admin, string? sku, long after, int expected) => List(
        $"/orders?after={after}{(sku is null ? "" : $"&sku={sku}")}", expected, answer =>
        {
            var orders = answer.GetProperty("orders");
            return !IsInOrder(orders, "id", after) ? -1 : sku is null ? 1 : orders.GetArrayLength();
        }) with
    { Session = admin };

    /// <summary>Shows how many of this run's products stand where they have to, before anything else.</summary>
    private ApiRequest OfProducts(int place) => List(
        $"/products?after={_skus[place]}", Math.Min(Most, Count - place - 1), answer =>
        {
            var page = answer.GetProperty("products").EnumerateArray().Select(product => product.GetProperty("sku").GetString()).ToList();
            return page.Count > Most ? -1 : page.Zip(_skus.Skip(place + 1)).TakeWhile(pair => pair.First == pair.Second).Count();
        });

    private static ApiRequest List(string path, long expected, Func<JsonElement, long> shown) => new(
        OperationKind.ListPage,
        HttpMethod.Get,
        path,
        path.Split('?')[0],
        body => AnswerBody.Parse(body, answer => new Reading(shown(answer))))
    {
        Argument = expected,
    };

    private static bool IsInOrder(JsonElement list, string number, long after)
    {
        long[] numbers = [after, .. list.EnumerateArray().Select(line => line.GetProperty(number).GetInt64())];
        return numbers.Length - 1 <= Most && numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
    }
}
