using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class InFlightLimitTests
{
    private readonly InFlightLimit _places = new([new InFlightSlot(), new InFlightSlot()], mostWaiting: 2);

    [Fact]
    public void Who_finds_no_place_waits_in_turn_and_beyond_the_queue_is_turned_away()
    {
        var first = Enter(0);
        Assert.NotNull(first);
        Assert.NotNull(Enter(1));
        Assert.Null(Enter(2));
        Assert.Null(Enter(3));
        Assert.False(_places.TryEnter(4, out _));
        Assert.True(_places.TryGoOn(first, out var next));
        Assert.Equal(2, next);
        Assert.Null(Enter(5));
        Assert.True(_places.TryGoOn(first, out next));
        Assert.Equal(3, next);
    }

    [Fact]
    public void It_is_over_when_it_is_closed_and_all_have_left()
    {
        var lane = Enter(0)!;
        _places.Close();
        Assert.False(_places.IsOver);
        Assert.False(_places.TryGoOn(lane, out _));
        Assert.True(_places.IsOver);
    }

    private InFlightSlot? Enter(int arrival)
    {
        Assert.True(_places.TryEnter(arrival, out var lane));
        return lane;
    }
}
