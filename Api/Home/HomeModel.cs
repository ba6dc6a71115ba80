using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Sessions;

namespace AspireStateless.Api.Home;

/// <summary>What the page shows.</summary>
/// <param name="Count">Visits, this one included.</param>
/// <param name="Note">What became of the form that was sent before, if one was.</param>
/// <param name="Session">The caller's; null for who is not logged in.</param>
/// <param name="Cart">Their cart; null without a session, or while a store is away.</param>
/// <param name="Products">What there is to buy; null while Postgres is away.</param>
internal sealed record HomeModel(
    long Count, string Replica, PageNote? Note, Session? Session, Cart? Cart, IReadOnlyList<Product>? Products);
