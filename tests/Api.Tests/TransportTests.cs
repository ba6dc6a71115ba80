using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Encryption on the way is a matter of configuration: https to the service, and TLS to Redis.</summary>
public sealed class TransportTests(Stores stores) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("api-tests-tls-");

    [Fact]
    public async Task With_https_the_cookie_is_secure_and_browsers_are_told_to_stay_with_it()
    {
        var (certificate, key) = await WriteCertificateAsync();
        using var replica = await ReplicaProcess.StartAsync(
            stores,
            ("ASPNETCORE_URLS", "https://127.0.0.1:0"),
            ("Kestrel__Certificates__Default__Path", certificate),
            ("Kestrel__Certificates__Default__KeyPath", key));
        using var browser = new HttpClient(TrustingOnly(certificate)) { BaseAddress = replica.Address };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var form = new FormUrlEncodedContent([new("username", "admin"), new("password", Stores.AdminPassword)]);

        using var response = await browser.PostAsync("/page/log-in", form, TestContext.Current.CancellationToken);

        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-session-", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task With_ssl_in_the_connection_string_Redis_is_reached_by_TLS()
    {
        var (certificate, key) = await WriteCertificateAsync();
        await using var redis = new RedisServer { Certificate = (certificate, key) };
        await redis.StartAsync();
        using var replica = await ReplicaProcess.StartAsync(stores.With(redis), ("SSL_CERT_FILE", certificate));

        Assert.Equal(1, await replica.Client.CountAsync(Pages.New()));
    }

    private static SocketsHttpHandler TrustingOnly(string certificate)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(certificate);
        return new() { AllowAutoRedirect = false, UseCookies = false, SslOptions = { CertificateChainPolicy = trust } };
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(string Certificate, string Key)> WriteCertificateAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(_folder.FullName, "localhost.pem"), Path.Combine(_folder.FullName, "localhost.key"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        return (certificateFile, keyFile);
    }
}
