using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>PKCS#12 files of certificates that keys are encrypted with, in a temporary folder.</summary>
internal sealed class CertificateFiles : IDisposable
{
    private const string Password = "secret";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("api-tests-certificates-");

    /// <summary>What a replica is told: its own certificate, and others; each is made when it is first named.</summary>
    public (string Name, string Value)[] Settings(string own, params string[] others) =>
    [
        ("Keys__CertificatePath", FileOf(own)),
        ("Keys__CertificatePassword", Password),
        .. others.Index().SelectMany(other => new[]
        {
            ($"Keys__OtherCertificates__{other.Index}__Path", FileOf(other.Item)),
            ($"Keys__OtherCertificates__{other.Index}__Password", Password),
        }),
    ];

    public string FileOf(string name)
    {
        var file = Path.Combine(_folder.FullName, name + ".pfx");
        if (!File.Exists(file))
        {
            using var key = RSA.Create(2048);
            using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
            File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, Password));
        }

        return file;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
