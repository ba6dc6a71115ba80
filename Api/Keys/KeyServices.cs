using AspireStateless.Api.Storage.Migrations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AspireStateless.Api.Keys;

internal static class KeyServices
{
    /// <summary>Data Protection over the ring in Postgres, independent of home folder, content root and machine.</summary>
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var certificates = new KeyCertificates(builder.Configuration.GetSection("Keys"));
        builder.AddSection<KeysOptions>("Keys").Validate(_ => certificates.Faults.Length == 0, certificates.Faults);

        // Data Protection asks for its ring when the host starts, which may be before Postgres does, and calls that an error.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.KeyRingProvider", LogLevel.Critical);
        builder.Services.AddSingleton<KeyTable>();
        builder.Services.AddSingleton<XmlKeyManager>();
        builder.Services.AddSingleton<ReloadableKeyManager>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<IDatabaseSeed>(services => services.GetRequiredService<KeyRing>());
        builder.Services.AddHostedService<KeyRingRefresh>();
        builder.Services.AddHealthChecks().AddCheck<KeyRingCheck>("keys");

        var protection = builder.Services.AddDataProtection()
            .SetApplicationName("AspireStateless")
            .DisableAutomaticKeyGeneration()
            // One pass over a token instead of the default's two, CBC and HMAC: every request with a session reads one.
            .UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        builder.Services.Replace(ServiceDescriptor.Singleton<IKeyManager>(services => services.GetRequiredService<ReloadableKeyManager>()));
        builder.Services.AddOptions<KeyManagementOptions>().Configure<KeyTable>((management, table) => management.XmlRepository = table);
        certificates.ApplyTo(protection);
    }
}
