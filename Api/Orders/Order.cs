using AspireStateless.Api.Catalog;
using AspireStateless.Api.Sessions;

namespace AspireStateless.Api.Orders;

/// <summary>An order, as answered.</summary>
/// <param name="Id">1, 2, …, with gaps.</param>
/// <param name="Items">In the order of their skus.</param>
/// <param name="CreatedAt">By the clock of Postgres.</param>
internal sealed record Order(long Id, Username User, IReadOnlyList<OrderItem> Items, decimal Total, DateTimeOffset CreatedAt);

/// <summary>Units of one product that were sold.</summary>
/// <param name="Serials">Which: the units of a product are numbered 1, 2, … in the order of selling.</param>
internal sealed record OrderItem(Sku Sku, int Quantity, decimal Price, IReadOnlyList<int> Serials);

/// <summary>The answer of <c>GET /orders</c>.</summary>
internal sealed record OrderList(IReadOnlyList<Order> Orders);
