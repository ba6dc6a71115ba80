using System.ComponentModel.DataAnnotations;

namespace AspireStateless.Api.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
internal sealed class AccountsOptions
{
    /// <summary>
    /// Rounds of PBKDF2 with HMAC-SHA512 for a password: 1,000 to 10,000,000, 210,000 unless set, as OWASP's password storage cheat sheet
    /// recommends. A login with an older number stores the password again with this one.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int PasswordIterations { get; set; } = 210_000;

    /// <summary>Sign-ups that one client may try in a minute, over all replicas: 0 to 1,000,000, 10 unless set; 0 is no limit.</summary>
    [Range(0, 1_000_000)]
    public int SignUpsPerMinute { get; set; } = 10;

    /// <summary>Logins that one client may fail in a minute, over all replicas: 0 to 1,000,000, 10 unless set; 0 is no limit.</summary>
    [Range(0, 1_000_000)]
    public int FailedLoginsPerMinute { get; set; } = 10;

    /// <summary>Of the user <c>admin</c>, 8 to 128 characters. Unset, the one in the database stays; without one nobody is admin.</summary>
    [StringLength(128, MinimumLength = 8)]
    public string? AdminPassword { get; set; }
}
