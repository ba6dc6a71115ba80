using System.Text.Json;
using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.Calibration;

public sealed class CalibratorTests
{
    [Fact]
    public async Task The_verb_says_what_it_measured_and_whether_it_can_be_trusted()
    {
        using StringWriter output = new(), error = new();
        var code = await LoadTestsCommand.RunAsync(
            ["calibrate", "--rate", "500", "--json"], output, error, TestContext.Current.CancellationToken);
        using var result = JsonDocument.Parse(output.ToString());
        var trustworthy = result.RootElement.GetProperty("trustworthy").GetBoolean();
        Assert.Equal(trustworthy ? 0 : 3, code);
        Assert.Equal(trustworthy, result.RootElement.GetProperty("objections").GetArrayLength() == 0);
        Assert.Equal(500, result.RootElement.GetProperty("offeredPerSecond").GetDouble());
        Assert.True(result.RootElement.GetProperty("latenessP50").GetDouble() > 0);
        Assert.True(result.RootElement.GetProperty("processorPerRequest").GetDouble() > 0);
    }
}
