using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Reads and writes of products. After a write that was acknowledged its client reads from another replica: what a cache of that
/// replica would get wrong. After a write that was aimed at a replica nobody may, until its plan says so: a read fills caches.
/// </summary>
internal sealed class CatalogWorkload(KeyedSender sender, Accounts accounts, Products products, RunNames names) : IWorkload
{
    private const string Shelf = "K";
    private const int Stock = 5;
    private SessionToken? _admin;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _admin = await accounts.AdminAsync(cancellationToken);
        await products.CreateAsync(Shelf, CatalogMix.Products, Stock, cancellationToken);
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var sku = names.Sku(Shelf, operation.Subject);
        if (operation.Kind == OperationKind.ReadProduct)
        {
            return (await sender.SendOnceAsync(operation, Products.Read(sku) with { Due = due })).Completion;
        }

        var (completion, _) = await sender.SendOnceAsync(operation, Products.Write(_admin!, sku, key) with { Due = due });
        if (operation.Aim < 0)
        {
            await sender.SendOnceAsync(operation, Products.Read(sku));
        }

        return completion;
    }

    public Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken) => reader.ReadFromEveryReplicaAsync(
        Enumerable.Range(0, CatalogMix.Products).Select(index => Products.Read(names.Sku(Shelf, index))), cancellationToken);
}

/// <summary>Draws who reads, or writes the name and price of, which product. Whoever writes reads too.</summary>
internal sealed class CatalogMix(ulong seed) : IMix
{
    public const int Products = 6;
    public const int ClientCount = 12;
    private const int WritesPerHundred = 15;
    private readonly RandomStream _random = RandomStream.Of(seed, "catalog");

    public int Clients => ClientCount;

    public PlannedOperation Next(long due, short? subject) => new(
        due,
        _random.Next(Clients),
        _random.Next(100) < WritesPerHundred ? OperationKind.WriteProduct : OperationKind.ReadProduct,
        subject ?? _random.Next(Products));
}
