using AspireStateless.Judging.Carts;
using static AspireStateless.Judging.Carts.CartOperation;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// Each history that must be accepted stands beside its nearest neighbour that must not. A source is a place in the history.
/// </summary>
public sealed class VersionedCartTests
{
    private static readonly ulong Empty = CartContent.HashOf();

    [Fact]
    public void A_cart_starts_empty() => Accepts(Read(0, 1, 0, Empty));

    [Fact]
    public void A_cart_that_nobody_changed_shows_nothing() => Rejects([Read(0, 1, 0, Of((1, 1)))], 0);

    [Fact]
    public void A_change_shows_what_was_there_and_what_it_did() =>
        Accepts(Change(0, 1, 1, 5, 2, Of((5, 2))), Change(2, 3, 2, 6, 1, Of((5, 2), (6, 1))), Change(4, 5, 3, 5, 0, Of((6, 1))));

    [Fact]
    public void A_change_that_another_one_overwrote_is_found_without_a_read() =>
        Rejects([Change(0, 5, 1, 5, 2, Of((5, 2))), Change(0, 5, 2, 6, 1, Of((6, 1)))], 0, 1);

    [Fact]
    public void Two_changes_with_one_version_are_rejected() =>
        Rejects([Change(0, 5, 1, 5, 2, Of((5, 2))), Change(0, 5, 1, 6, 1, Of((6, 1)))], 0, 1);

    [Fact]
    public void A_read_that_goes_back_is_rejected() =>
        Rejects([Change(0, 1, 1, 5, 2, Of((5, 2))), Read(2, 3, 0, Empty)], 0, 1);

    [Fact]
    public void Two_contents_of_one_version_are_rejected() =>
        Rejects([Change(0, 1, 1, 5, 2, Of((5, 2))), Read(2, 3, 1, Of((5, 3)))], 0, 1);

    [Fact]
    public void A_cart_is_empty_after_an_order_of_it() =>
        Accepts(Change(0, 1, 1, 5, 2, Of((5, 2))), Emptied(2, 5, bought: 1), Read(4, 5, 1, Of((5, 2))), Read(6, 7, 2, Empty));

    [Fact]
    public void A_full_cart_whose_order_was_acknowledged_is_rejected() =>
        Rejects([Change(0, 1, 1, 5, 2, Of((5, 2))), Emptied(2, 5, bought: 1), Read(6, 7, 1, Of((5, 2)))], 1, 2);

    [Fact]
    public void An_order_that_the_store_tells_of_has_emptied_the_cart_some_time() =>
        Accepts(Change(0, 1, 1, 5, 2, Of((5, 2))), Emptied(2, long.MaxValue, bought: 1), Read(6, 7, 1, Of((5, 2))));

    [Fact]
    public void The_next_change_after_an_order_starts_from_nothing() =>
        Rejects([Change(0, 1, 1, 5, 2, Of((5, 2))), Emptied(2, 5, bought: 1), Change(6, 7, 3, 6, 1, Of((5, 2), (6, 1)))], 1, 2);

    [Fact]
    public void A_cart_that_is_emptied_without_an_order_is_rejected() =>
        Rejects([Change(0, 1, 1, 5, 2, Of((5, 2))), Read(6, 7, 2, Empty)], 1);

    [Fact]
    public void An_order_of_unknown_outcome_may_have_emptied_the_cart() =>
        Accepts(Change(0, 1, 1, 5, 2, Of((5, 2))), UnknownEmptied(2), Read(6, 7, 2, Empty));

    [Fact]
    public void An_unknown_change_may_have_happened_or_not() =>
        Accepts(UnknownChange(0, 5, 2), UnknownChange(0, 6, 9), Change(2, 3, 2, 7, 1, Of((5, 2), (7, 1))));

    [Fact]
    public void A_version_that_no_unknown_change_explains_is_rejected() =>
        Rejects([UnknownChange(0, 5, 2), Change(2, 3, 2, 7, 1, Of((5, 3), (7, 1)))], 1);

    [Fact]
    public void A_change_that_was_sent_too_late_explains_nothing() =>
        Rejects([Read(0, 1, 1, Of((5, 2))), UnknownChange(2, 5, 2)], 0, 1);

    [Fact]
    public void Several_unknown_changes_may_stand_together_in_an_order_that_has_to_be_found() =>
        Accepts(UnknownChange(0, 5, 1), UnknownChange(0, 5, 2), UnknownChange(0, 6, 3), Read(9, 9, 3, Of((5, 1), (6, 3))));

    [Fact]
    public void One_unknown_change_explains_one_version() =>
        Rejects(
            [
                UnknownChange(0, 5, 1),
                UnknownChange(0, 6, 1),
                Read(1, 2, 1, Of((5, 1))),
                Change(3, 4, 2, 5, 0, Empty),
                Read(5, 6, 3, Of((5, 1))),
            ],
            3,
            4);

    [Fact]
    public void What_takes_too_many_tries_is_let_off_until_the_cart_is_empty_again()
    {
        CartOperation[] unknown = [.. Enumerable.Range(0, 60).Select(sku => UnknownChange(0, sku, 1))];
        CartOperation[] strange = [.. unknown, Read(1, 2, 3, Of((99, 9))), Change(3, 4, 4, 99, 0, Of((98, 9))), Emptied(5, 6, bought: 4)];
        Accepts([.. strange, Change(7, 8, 6, 1, 1, Of((1, 1)))]);
        Rejects([.. strange, Change(7, 8, 6, 1, 1, Of((1, 1), (98, 9)))], 62, 63);
    }

    [Fact]
    public void Hashes_do_not_depend_on_the_order_and_follow_every_change()
    {
        var content = new CartContent();
        content.Set(5, 2);
        content.Set(6, 1);
        Assert.Equal(Of((6, 1), (5, 2)), content.Hash);
        Assert.Equal(Of((5, 3), (6, 1)), content.HashWith(5, 3));
        Assert.Equal(2, content.Set(5, 0));
        Assert.Equal(Of((6, 1)), content.Hash);
        Assert.NotEqual(Of((1, 6)), content.Hash);
    }

    private static ulong Of(params ReadOnlySpan<(int Sku, int Quantity)> items) => CartContent.HashOf(items);

    private static void Accepts(params CartOperation[] history) => Assert.Null(VersionedCart.Check(history));

    private static void Rejects(CartOperation[] history, params int[] witness)
    {
        var found = VersionedCart.Check([.. history.Select((operation, place) => operation with { Source = place })]);
        Assert.NotNull(found);
        Assert.Equal(witness, found.Sources.Order());
    }
}
