using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;

namespace AspireStateless.Api.Keys;

/// <summary>
/// The certificates of section <c>Keys</c>: the one that new keys are encrypted with, and others that keys of the ring may be encrypted
/// with, the former and the next one.
/// </summary>
internal sealed class KeyCertificates
{
    private readonly List<X509Certificate2> _others = [];
    private readonly List<string> _faults = [];
    private readonly X509Certificate2? _own;

    public KeyCertificates(IConfiguration keys)
    {
        _own = Load(keys, nameof(KeysOptions.CertificatePath), nameof(KeysOptions.CertificatePassword));
        foreach (var other in keys.GetSection(nameof(KeysOptions.OtherCertificates)).GetChildren())
        {
            if (Load(other, nameof(CertificateFile.Path), nameof(CertificateFile.Password)) is { } certificate)
            {
                _others.Add(certificate);
            }
        }
    }

    /// <summary>A sentence for each file that cannot be read; empty if there is none.</summary>
    public string Faults => string.Join(' ', _faults);

    public void ApplyTo(IDataProtectionBuilder protection)
    {
        if (_own is not null)
        {
            protection.ProtectKeysWithCertificate(_own);
        }

        protection.UnprotectKeysWithAnyCertificate([.. _others]);
    }

    private X509Certificate2? Load(IConfiguration section, string path, string password)
    {
        if (section[path] is not { Length: > 0 } file)
        {
            return null;
        }

        var name = section is IConfigurationSection { Path: var of } ? $"{of}:{path}" : path;
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, section[password]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{name} names no file that can be read: {exception.Message}");
        }
        catch (CryptographicException exception)
        {
            _faults.Add($"The file of {name} does not open with its {password}: {exception.Message}");
        }

        return null;
    }
}
