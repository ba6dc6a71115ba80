using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Keys;

/// <summary>Section <c>Keys</c>.</summary>
internal sealed class KeysOptions
{
    /// <summary>How long new tokens are made with one key: 1 to 3650 days, 90 days unless set. Old keys go on opening old tokens.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often a replica looks for new keys: 1 second to 1 hour, 1 minute unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A PKCS#12 file; with it the keys in the database are encrypted, and every replica needs it.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The password of the file, if it has one.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>
    /// Certificates that keys of the ring are or will be encrypted with besides: the former one, until its keys have ended, and the next
    /// one, before any replica makes keys with it.
    /// </summary>
    public IList<CertificateFile> OtherCertificates { get; } = [];
}

/// <summary>A PKCS#12 file, and its password if it has one.</summary>
internal sealed class CertificateFile
{
    public required string Path { get; init; }

    public string? Password { get; init; }
}
