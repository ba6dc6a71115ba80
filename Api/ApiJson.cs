using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.Api.Accounts;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Counters;
using AspireStateless.Api.Jobs;
using AspireStateless.Api.Operations;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Replicas;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Visits;

namespace AspireStateless.Api;

/// <summary>Serializers of the answers, made at build time: no reflection at start or on a request.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(PasswordChange))]
[JsonSerializable(typeof(UserData))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(SessionFields))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(ProductList))]
[JsonSerializable(typeof(ProductInput))]
[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(CartQuantity))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(IReadOnlyList<VisitTick>))]
[JsonSerializable(typeof(PageVisits))]
[JsonSerializable(typeof(Operation))]
[JsonSerializable(typeof(Replica))]
[JsonSerializable(typeof(ReplicaTotals))]
internal sealed partial class ApiJson : JsonSerializerContext;
