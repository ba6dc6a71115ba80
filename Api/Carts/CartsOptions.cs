using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Carts;

/// <summary>Section <c>Carts</c>.</summary>
internal sealed class CartsOptions
{
    /// <summary>Units of one product in a cart or an order: 1 to 10,000, 99 unless set.</summary>
    [Range(1, 10_000)]
    public int MaxQuantity { get; set; } = 99;

    /// <summary>Products in a cart or an order: 1 to 200, 50 unless set.</summary>
    [Range(1, 200)]
    public int MaxLines { get; set; } = 50;

    /// <summary>
    /// How long an order may hold a cart, by the clock of Redis, until whoever wants to change it cancels the order: 10 milliseconds to
    /// 1 minute, 2 seconds unless set. Too short a time costs orders that were merely slow, never an item or a unit.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan OrderMax { get; set; } = TimeSpan.FromSeconds(2);
}
