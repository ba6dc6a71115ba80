using System.Security.Cryptography;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>Names that no other test uses.</summary>
internal static class Pages
{
    public static string New() => "page-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
}
