using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Orders of named products, and reads of their stock.</summary>
internal sealed class OrdersWorkload(
    KeyedSender sender, Accounts accounts, Products products, RunNames names, UserPool users, int firstClient) : IWorkload
{
    private const string ScarceShelf = "S";
    private const string PlentyShelf = "P";
    private const int ScarceStock = 100;
    private const int PlentyStock = 1_000_000;
    private SessionToken[] _buyers = [];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _buyers = await accounts.OpenAllAsync(users.Orders, "buyer", cancellationToken);
        await products.CreateAsync(ScarceShelf, OrdersMix.Scarce, ScarceStock, cancellationToken);
        await products.CreateAsync(PlentyShelf, OrdersMix.Plenty, PlentyStock, cancellationToken);
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var sku = operation.Subject < OrdersMix.Scarce
            ? names.Sku(ScarceShelf, operation.Subject)
            : names.Sku(PlentyShelf, operation.Subject - OrdersMix.Scarce);
        var (completion, _) = operation.Kind == OperationKind.ReadProduct
            ? await sender.SendOnceAsync(operation, Products.Read(sku) with { Due = due })
            : await sender.SendAsync(
                operation, Order(_buyers[operation.Client - firstClient], sku, operation.Choice, key) with { Due = due });
        return completion;
    }

    public async Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken)
    {
        await products.ListOrdersAsync(reader, ScarceShelf, OrdersMix.Scarce, cancellationToken);
        await products.ListOrdersAsync(reader, PlentyShelf, OrdersMix.Plenty, cancellationToken);
        var skus = Enumerable.Range(0, OrdersMix.Scarce).Select(index => names.Sku(ScarceShelf, index))
            .Concat(Enumerable.Range(0, OrdersMix.Plenty).Select(index => names.Sku(PlentyShelf, index)));
        await reader.ReadFromEveryReplicaAsync(skus.Select(Products.Read), cancellationToken);
    }

    private static ApiRequest Order(SessionToken buyer, string sku, int units, long key) => new(
        OperationKind.PlaceOrder, HttpMethod.Post, "/orders", sku, body => AnswerBody.Parse(body, answer =>
        {
            var (reading, sold) = Products.Units(answer, sku);
            var foreign = Accounts.Other(answer.GetProperty("user").GetString(), buyer.User);
            return reading with { Foreign = foreign ?? (sold == units ? null : $"{sold} units") };
        }))
    {
        Key = key,
        Argument = units,
        Session = buyer,
        Body = $$"""{"items":[{"sku":"{{sku}}","quantity":{{units}}}]}""",
    };
}

/// <summary>Draws who buys how many units of which product: some are scarce and sell out, some never do.</summary>
/// <param name="users">How many buyers there are.</param>
internal sealed class OrdersMix(ulong seed, int users) : IMix
{
    public const int Scarce = 4;
    public const int Plenty = 4;
    private const int MostUnits = 2;
    private const int ReadsPerHundred = 15;
    private readonly RandomStream _random = RandomStream.Of(seed, "orders");
    private readonly RandomStream _twists = RandomStream.Of(seed, "orders.twists");

    public int Clients => users;

    public PlannedOperation Next(long due, short? subject)
    {
        var read = _random.Next(100) < ReadsPerHundred;
        var twist = Twists.Draw(_twists);
        return new PlannedOperation(
            due,
            _random.Next(Clients),
            read ? OperationKind.ReadProduct : OperationKind.PlaceOrder,
            subject ?? _random.Next(Scarce + Plenty),
            1 + _random.Next(MostUnits),
            read ? Delivery.None : twist);
    }
}
