using System.Diagnostics.CodeAnalysis;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Inputs;
using AspireStateless.Api.Visits;

namespace AspireStateless.Api.Operations;

/// <summary>The path that an operation was sent to: keys belong to their path.</summary>
[InputPattern(
    "^(/visits/[a-z0-9-]{1,64}|/cart/items/[A-Z0-9-]{1,32}|/orders)$",
    "the path that the operation was sent to, like /visits/home, /cart/items/TEA or /orders")]
internal abstract record OperationPath(string Value) : IParsable<OperationPath>
{
    private const string VisitsPrefix = "/visits/";
    private const string CartPrefix = "/cart/items/";
    private const string OrdersPath = "/orders";

    public sealed override string ToString() => Value;

    public static OperationPath Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var path) ? path : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out OperationPath result)
    {
        result = s switch
        {
            OrdersPath => new OfOrders(s),
            not null when PageName.TryParse(After(VisitsPrefix, s), provider, out var page) => new OfVisits(s, page),
            not null when Sku.TryParse(After(CartPrefix, s), provider, out var sku) => new OfCart(s, sku),
            _ => null,
        };
        return result is not null;
    }

    private static string? After(string prefix, string path) =>
        path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : null;

    public sealed record OfVisits(string Value, PageName Page) : OperationPath(Value);

    public sealed record OfCart(string Value, Sku Sku) : OperationPath(Value);

    public sealed record OfOrders(string Value) : OperationPath(Value);
}
