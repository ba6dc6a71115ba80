using AspireStateless.Judging.Histories;
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
