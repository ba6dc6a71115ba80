using System.Text.Json;
using AspireStateless.Judging.Carts;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Changes, reads and purchases of carts.</summary>
internal sealed class CartsWorkload(KeyedSender sender, Accounts accounts, Products products, RunNames names, UserPool users) : IWorkload
{
    private const string Shelf = "C";
    private const int Stock = 1_000_000;
    private readonly SemaphoreSlim[] _buying = [.. Enumerable.Range(0, UserPool.Count(users.Carts)).Select(_ => new SemaphoreSlim(1, 1))];
    private SessionToken[] _owners = [];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _owners = await accounts.OpenAllAsync(users.Carts, "cart", cancellationToken);
        await products.CreateAsync(Shelf, CartsMix.Products, Stock, cancellationToken);
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var owner = _owners[operation.Subject];
        return operation.Kind switch
        {
            OperationKind.ReadCart => (await sender.SendOnceAsync(operation, Read(owner) with { Due = due })).Completion,
            OperationKind.ChangeCart =>
                (await sender.SendAsync(operation, Change(owner, operation.Choice, key) with { Due = due })).Completion,
            _ => await BuyAsync(operation, owner, key, due),
        };
    }

    public async Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadFromEveryReplicaAsync(_owners.Select(Read), cancellationToken);
        await products.ListOrdersAsync(reader, Shelf, CartsMix.Products, cancellationToken);
    }

    /// <summary>Fill, buy, and look from elsewhere, one after the other: the client knows what has to be seen.</summary>
    private async ValueTask<Completion> BuyAsync(PlannedOperation operation, SessionToken owner, long key, long due)
    {
        var turn = _buying[operation.Subject];
        await turn.WaitAsync();
        try
        {
            var line = CartLine.Of(CartLine.Product(operation.Choice), Math.Max(1, CartLine.Quantity(operation.Choice)));
            var (completion, filled) = await sender.SendAsync(operation, Change(owner, line, key) with { Due = due });
            if (completion.Outcome != Outcome.Ok)
            {
                return completion;
            }

            await sender.SendAsync(operation, Buy(owner, filled.Reading.Version, key + 1));
            await sender.SendOnceAsync(operation, Read(owner));
            return completion;
        }
        finally
        {
            turn.Release();
        }
    }

    private ApiRequest Read(SessionToken owner) =>
        new(OperationKind.ReadCart, HttpMethod.Get, "/cart", owner.User, body => AnswerBody.Parse(body, Content)) { Session = owner };

    private ApiRequest Change(SessionToken owner, long line, long key)
    {
        var sku = names.Sku(Shelf, CartLine.Product(line));
        return Read(owner) with
        {
            Kind = OperationKind.ChangeCart,
            Method = HttpMethod.Put,
            Path = $"/cart/items/{sku}",
            Key = key,
            Argument = line,
            Body = $$"""{"quantity":{{CartLine.Quantity(line)}}}""",
        };
    }

    private ApiRequest Buy(SessionToken owner, long version, long key) => Read(owner) with
    {
        Kind = OperationKind.BuyCart,
        Method = HttpMethod.Post,
        Path = "/orders",
        Key = key,
        Argument = version,
        Body = "{}",
        Read = body => AnswerBody.Parse(body, answer => new Reading(
            Value: 0,
            answer.GetProperty("id").GetInt64(),
            Sum(answer, out var unknown),
            Foreign: Accounts.Other(answer.GetProperty("user").GetString(), owner.User) ?? unknown)),
    };

    private Reading Content(JsonElement cart) =>
        new(Value: 0, cart.GetProperty("version").GetInt64(), Sum(cart, out var unknown), Foreign: unknown);

    /// <param name="answer">What has items: a cart or an order.</param>
    /// <param name="unknown">A product that no client of this run put there.</param>
    /// <returns>The hash of its content.</returns>
    private long Sum(JsonElement answer, out string? unknown)
    {
        var items = new List<(int Product, int Quantity)>();
        unknown = null;
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            var sku = item.GetProperty("sku").GetString() ?? "";
            var product = products.IndexOf(Shelf, CartsMix.Products, sku);
            unknown = product < 0 ? sku : unknown;
            items.Add((Math.Max(0, product), item.GetProperty("quantity").GetInt32()));
        }

        return (long)CartContent.HashOf([.. items]);
    }
}
