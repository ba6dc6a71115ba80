using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Tests.Calibration;

public sealed class PressureWatchTests
{
    [Fact]
    public void What_some_program_waited_counts_and_not_what_all_did() => Assert.Equal(
        TimeSpan.FromSeconds(1.5),
        PressureWatch.Parse(
            "some avg10=0.16 avg60=10.42 avg300=28.94 total=1500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n"));

    [Theory]
    [InlineData("")]
    [InlineData("full avg10=0.00 total=7")]
    [InlineData("some avg10=0.00")]
    public void Another_text_says_nothing(string text) => Assert.Null(PressureWatch.Parse(text));
}
