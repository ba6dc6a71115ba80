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
    [InlineData("Proxies__Trusted", "10.0.0.7", "Proxies:Trusted")]
    [InlineData("Proxies__Trusted__0", "nobody", "Proxies:Trusted")]
    public Task A_value_out_of_range_is_refused_by_name(string name, string value, string named) => IsRefusedAsync(name, value, named);

    [Theory]
    [InlineData("Visits__MaxPages", "many", "Visits:MaxPages")]
    [InlineData("ConnectionStrings__redis", "localhost,secret=1", "ConnectionStrings:redis")]
    [InlineData("ConnectionStrings__shop", "Host=localhost;Secret=1", "ConnectionStrings:shop")]
    [InlineData("Kestrel__Endpoints__Http__Url", "nonsense", "nonsense")]
    [InlineData("Kestrel__Certificates__Default__Path", "/nowhere.pfx", "/nowhere.pfx")]
    [InlineData("Logging__LogLevel__Default", "loud", "Logging:LogLevel:Default")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("Keys__OtherCertificates__0__Path", "/nowhere.pfx", "Keys:OtherCertificates:0:Path")]
    public Task A_value_that_a_library_refuses_is_refused_by_name(string name, string value, string named) =>
        IsRefusedAsync(name, value, named);

    [Fact]
    public async Task A_wrong_password_of_the_certificate_is_refused_by_name()
    {
        using var files = new CertificateFiles();

        await IsRefusedAsync("Keys__CertificatePath", files.FileOf("own"), "CertificatePassword");
    }

    private async Task IsRefusedAsync(string name, string value, string named)
    {
        using var process = await ReplicaProcess.RunAsync(
            "Api", [(name, value), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), .. ReplicaProcess.EnvironmentOf(stores)]);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(64, process.ExitCode);
        // Besides what it logs of its start.
        var line = Assert.Single(
            process.Lines, line => !line.StartsWith(' ') && !line.StartsWith("info: ", StringComparison.Ordinal)
                && !line.StartsWith("warn: ", StringComparison.Ordinal));
        Assert.Contains(named, line, StringComparison.Ordinal);
    }
}
