using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;
using static AspireStateless.Judging.Objects.SetOperation;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// Each history that must be accepted stands beside its nearest neighbour that must not. A source is a place in the history.
/// </summary>
public sealed class ElementSetTests
{
    [Fact]
    public void An_element_is_there_from_its_add_to_its_removal() =>
        Accepts(Read(0, 1, false), Add(2, 3), Read(4, 5, true), Remove(6, 7), Read(8, 9, false));

    [Fact]
    public void An_element_that_is_missing_after_its_add_is_rejected() => Rejects([Add(0, 1), Read(2, 3, false)], 0, 1);

    [Fact]
    public void An_element_may_be_missing_while_it_is_added() => Accepts(Add(0, 2), Read(2, 3, false));

    [Fact]
    public void An_element_that_was_seen_once_is_not_missing_later() =>
        Rejects([Add(0, 9), Read(1, 2, true), Read(3, 4, false)], 1, 2);

    [Fact]
    public void An_element_that_nobody_added_is_rejected() => Rejects([Read(0, 1, true)], 0);

    [Fact]
    public void An_element_seen_before_its_add_was_sent_is_rejected() => Rejects([Read(0, 1, true), Add(2, 3)], 0, 1);

    [Fact]
    public void An_element_seen_after_its_removal_is_rejected() => Rejects([Add(0, 1), Remove(2, 3), Read(4, 5, true)], 1, 2);

    [Fact]
    public void An_element_is_not_missing_before_its_removal_could_begin() =>
        Rejects([Add(0, 1), Remove(4, 5), Read(2, 3, false)], 0, 1, 2);

    [Fact]
    public void An_unknown_add_may_have_happened_or_not()
    {
        Accepts(Add(0, Attempt.Open), Read(2, 3, true));
        Accepts(Add(0, Attempt.Open), Read(2, 3, false));
    }

    [Fact]
    public void An_unknown_add_that_a_removal_took_back_has_happened() =>
        Rejects([Add(0, Attempt.Open), Remove(2, 3), Read(4, 5, true)], 1, 2);

    [Fact]
    public void An_unknown_removal_may_have_happened_or_not()
    {
        Accepts(Add(0, 1), Remove(2, Attempt.Open), Read(4, 5, true));
        Accepts(Add(0, 1), Remove(2, Attempt.Open), Read(4, 5, false));
    }

    [Fact]
    public void An_unknown_removal_does_not_come_back() =>
        Rejects([Add(0, 1), Remove(2, Attempt.Open), Read(4, 5, false), Read(6, 7, true)], 0, 2, 3);

    private static void Accepts(params SetOperation[] history) => Assert.Null(ElementSet.Check(history));

    private static void Rejects(SetOperation[] history, params int[] witness)
    {
        var found = ElementSet.Check([.. history.Select((operation, place) => operation with { Source = place })]);
        Assert.NotNull(found);
        Assert.Equal(witness, found.Sources.Order());
    }
}
