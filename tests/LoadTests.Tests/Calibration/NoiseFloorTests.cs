using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Tests.Calibration;

public sealed class NoiseFloorTests
{
    [Fact]
    public void Sides_that_are_equal_have_no_noise() => Assert.Equal(new NoiseFloor(0, 0), NoiseFloor.Of([(5, 5), (7, 7), (9, 9)]));

    [Fact]
    public void A_side_that_is_always_slower_is_a_shift_and_no_spread()
    {
        var noise = NoiseFloor.Of([(100, 110), (200, 220), (50, 55)]);
        Assert.Equal(Math.Log(1.1), noise.Shift, precision: 9);
        Assert.Equal(0, noise.Spread, precision: 9);
    }

    [Fact]
    public void Windows_without_a_measurement_are_left_out() =>
        Assert.Equal(new NoiseFloor(0, 0), NoiseFloor.Of([(5, 5), (0, 7), (9, 0), (2, 2)]));

    [Fact]
    public void One_window_says_nothing_about_noise() => Assert.True(double.IsNaN(NoiseFloor.Of([(5, 6)]).Spread));
}
