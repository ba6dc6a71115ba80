using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>A configuration that cannot work is refused at the start, in one line that names the setting.</summary>
public sealed class ConfigurationTests(Stores stores)
{
    [Theory]
    [InlineData("Visits__MaxPages", "0", "MaxPages")]
    [InlineData("Idempotency__KeyRetention", "00:00:00", "KeyRetention")]
    [InlineData("Storage__Deadline", "00:00:02", "Deadline")]
    [InlineData("Shutdown__Drain", "00:00:10", "Drain")]
    [InlineData("Startup__Wait", "00:01:00", "Wait")]
    [InlineData("ConnectionStrings__redis", "", "ConnectionStrings:redis")]
    [InlineData("ConnectionStrings__shop", "", "ConnectionStrings:shop")]
    public async Task A_value_out_of_range_is_refused_by_name(string name, string value, string named)
    {
        using var process = await ReplicaProcess.RunAsync(
            "Api", [(name, value), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), .. ReplicaProcess.EnvironmentOf(stores)]);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(64, process.ExitCode);
        Assert.Contains(named, Assert.Single(process.Lines), StringComparison.Ordinal);
    }
}
