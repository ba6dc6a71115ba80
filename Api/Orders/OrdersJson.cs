using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireStateless.Api.Orders;

/// <summary>What <c>place_orders</c> takes, and what is read of an order.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<OrderRequest>))]
[JsonSerializable(typeof(OrderItem[]))]
internal sealed partial class OrdersJson : JsonSerializerContext;
