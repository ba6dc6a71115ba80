namespace AspireStateless.Analyzers.Tests.Keys;

public sealed class SecretAtStartTests() : RuleTests("STATE005")
{
    private const string SecurityKey = """
        class SymmetricSecurityKey(byte[] key) { public byte[] Key => key; }
        class TokenOptions { public SymmetricSecurityKey? IssuerSigningKey { get; set; } public string? ClientId { get; set; } }
        """;

    [Fact]
    public Task A_static_key_of_random_bytes_is_seen() => SeesAsync("""
        using System.Security.Cryptography;
        class Tokens
        {
            private static readonly byte[] Key = [|RandomNumberGenerator.GetBytes(32)|];

            public byte[] Sign(byte[] content) => HMACSHA256.HashData(Key, content);
        }
        """);

    [Fact]
    public Task A_key_in_a_field_is_seen() => SeesAsync("""
        using System.Security.Cryptography;
        class Tokens
        {
            private readonly RSA _signing = [|RSA.Create(2048)|];

            public byte[] Sign(byte[] content) => _signing.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        """);

    [Fact]
    public Task A_key_that_options_get_is_seen() => SeesAsync("""
        using System.Security.Cryptography;
        static class Startup
        {
            public static void AddTokens(IServiceCollection services) => services.Configure<TokenOptions>(
                tokens => tokens.IssuerSigningKey = new SymmetricSecurityKey([|RandomNumberGenerator.GetBytes(32)|]));
        }
        """ + SecurityKey);

    [Fact]
    public Task A_key_that_the_program_makes_is_seen() => SeesAsync("""
        using System.Security.Cryptography;
        var key = new SymmetricSecurityKey([|RandomNumberGenerator.GetBytes(32)|]);
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => key.Key.Length);
        app.Run();
        """ + SecurityKey);

    [Fact]
    public Task A_secret_that_is_an_identifier_is_seen() => SeesAsync("""
        class Links
        {
            private static readonly string Secret = [|Guid.NewGuid()|].ToString();

            public string Sign(string link) => link + Secret;
        }
        """);

    [Fact]
    public Task A_MAC_with_a_key_of_its_own_is_seen() => SeesAsync("""
        using System.Security.Cryptography;
        class Links
        {
            private readonly HMACSHA256 _hmac = [|new HMACSHA256()|];

            public byte[] Sign(byte[] link) => _hmac.ComputeHash(link);
        }
        """);

    [Fact]
    public Task A_key_of_the_configuration_is_quiet() => IsQuietAsync("""
        class Tokens(IConfiguration configuration)
        {
            private readonly SymmetricSecurityKey _key = new(Convert.FromBase64String(configuration["Tokens:Key"]!));

            public int Length => _key.Key.Length;
        }
        """ + SecurityKey);

    [Fact]
    public Task A_key_that_is_imported_is_quiet() => IsQuietAsync("""
        using System.Security.Cryptography;
        class Tokens
        {
            private readonly RSA _signing = RSA.Create();

            public Tokens(IConfiguration configuration) => _signing.ImportFromPem(configuration["Tokens:Key"]);

            public byte[] Sign(byte[] content) => _signing.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        """);

    [Fact]
    public Task A_salt_of_one_password_is_quiet() => IsQuietAsync("""
        using System.Security.Cryptography;
        class Passwords
        {
            public (byte[] Salt, byte[] Hash) Hash(string password)
            {
                var salt = RandomNumberGenerator.GetBytes(16);
                return (salt, Rfc2898DeriveBytes.Pbkdf2(password, salt, 1000, HashAlgorithmName.SHA256, 32));
            }
        }
        """);

    [Fact]
    public Task A_name_of_the_process_is_quiet() => IsQuietAsync("""
        class Replica
        {
            private static readonly Guid Instance = Guid.NewGuid();

            public string Name => Instance.ToString();
        }
        """);
}
