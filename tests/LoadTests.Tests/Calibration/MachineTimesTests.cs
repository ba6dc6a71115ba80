using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Tests.Calibration;

public sealed class MachineTimesTests
{
    [Fact]
    public void Guests_are_part_of_user_time_and_not_counted_again() =>
        Assert.Equal(new MachineTimes(All: 36, Idle: 4 + 5, Stolen: 8), MachineTimes.Parse("cpu  1 2 3 4 5 6 7 8 9 10"));

    [Fact]
    public void An_old_kernel_that_knows_no_stolen_time_says_nothing() => Assert.Null(MachineTimes.Parse("cpu  1 2 3 4"));
}
