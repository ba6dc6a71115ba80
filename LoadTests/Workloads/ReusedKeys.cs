using System.Text.Json;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Writes under a key, then sends the key again with another content, and looks at what is there: of carts, and of orders. Each time it
/// is about a product of its own, so that nobody else changes what has to be seen.
/// </summary>
internal sealed class ReusedKeys(KeyedSender sender, Accounts accounts, RunNames names, UserPool users) : IWorkload
{
    private const string Shelf = "Y";
    private const int Reused = 422;
    private const int Stock = 5;
    private SessionToken? _admin;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _admin = await accounts.AdminAsync(cancellationToken);
        await accounts.SignUpAsync(users.Contracts, cancellationToken);
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var user = UserPool.At(users.Contracts, operation.Subject);
        var (completion, opened) = await accounts.EnterAsync(sender, operation, $"{names.User(user)}-k{key}", user, due);
        var sku = names.Sku(Shelf, (int)key);
        return opened is not { } owner ? completion
            : operation.Choice == 0 ? await FillAsync(operation, owner, sku, key)
            : await BuyAsync(operation, owner, sku, key);
    }

    private async ValueTask<Completion> FillAsync(PlannedOperation operation, SessionToken owner, string sku, long key)
    {
        var (quantity, other) = (1 + (operation.Subject % 9), 10);
        var read = new ApiRequest(OperationKind.Own, HttpMethod.Get, "/cart", sku, body => AnswerBody.Parse(
            body, cart => new Reading(QuantityOf(cart, sku))))
        { Session = owner, Argument = quantity };
        var put = read with
        {
            Method = HttpMethod.Put,
            Path = $"/cart/items/{sku}",
            Key = key,
            Body = Accounts.Json(new { quantity }),
        };
        var (completion, _) = await sender.SendAsync(operation, put);
        if (completion.Outcome == Outcome.Ok)
        {
            await sender.SendOnceAsync(operation, Again(put, Accounts.Json(new { quantity = other })));
            await sender.SendOnceAsync(operation, read);
            var delete = put with { Method = HttpMethod.Delete, Argument = 0, Body = null };

            // Without a key nobody can tell a second one from the first, so that each is sent once; the last with a key again, since a
            // cart that nobody empties is full one day.
            await sender.SendOnceAsync(
                operation, put with { Key = 0, Argument = other, Body = Accounts.Json(new { quantity = other }) });
            await sender.SendOnceAsync(operation, delete with { Key = 0 });
            await sender.SendAsync(operation, delete with { Key = key + 1 });
            await sender.SendOnceAsync(operation, VisitsWorkload.Visit(names.Page((int)key + VisitsMix.Pages), key: 0) with
            {
                Kind = OperationKind.Own,
                Argument = 1,
            });
        }

        return completion;
    }

    private async ValueTask<Completion> BuyAsync(PlannedOperation operation, SessionToken owner, string sku, long key)
    {
        var (completion, _) = await sender.SendOnceAsync(
            operation, Products.Create(_admin!, sku, Stock) with { Kind = OperationKind.Prepare });
        var buy = new ApiRequest(OperationKind.Own, HttpMethod.Post, "/orders", sku, body => AnswerBody.Parse(
            body, order => new Reading(QuantityOf(order, sku), order.GetProperty("id").GetInt64())))
        {
            Session = owner,
            Key = key,
            Argument = 1,
            Body = OrderOf(sku, 1),
        };
        if (completion.Outcome != Outcome.Ok
            || await sender.SendAsync(operation, buy) is not { Answer: { Outcome: Outcome.Ok, Reading.Version: var order } })
        {
            return completion;
        }

        await sender.SendOnceAsync(operation, Again(buy, OrderOf(sku, 2)));
        var read = buy with { Method = HttpMethod.Get, Key = 0, Body = null };
        await sender.SendOnceAsync(operation, read with { Path = $"/orders/{order}" });
        await sender.SendOnceAsync(operation, Products.Read(sku) with
        {
            Kind = OperationKind.Own,
            Argument = Stock - 1,
            Read = body => AnswerBody.Parse(body, product => new Reading(product.GetProperty("stock").GetInt64())),
        });
        await sender.SendOnceAsync(operation, ListedPages.Orders(_admin!, sku, after: 0, expected: 1));
        await sender.SendOnceAsync(operation, ListedPages.Orders(_admin!, sku, after: order, expected: 0));
        return completion;
    }

    private static ApiRequest Again(in ApiRequest first, string body) => first with
    {
        Kind = OperationKind.ReuseKey,
        Argument = Reused,
        Body = body,
        Read = AnswerBody.Nothing,
    };

    private static string OrderOf(string sku, int units) => $$"""{"items":[{"sku":"{{sku}}","quantity":{{units}}}]}""";

    private static long QuantityOf(JsonElement answer, string sku) => answer.GetProperty("items").EnumerateArray()
        .Where(item => item.GetProperty("sku").GetString() == sku)
        .Sum(item => item.GetProperty("quantity").GetInt64());
}
