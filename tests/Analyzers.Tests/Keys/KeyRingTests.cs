namespace AspireStateless.Analyzers.Tests.Keys;

public sealed class KeyRingTests() : RuleTests("STATE004")
{
    [Fact]
    public Task Data_Protection_without_a_shared_ring_is_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddDataProtection|]();
        """);

    [Fact]
    public Task Cookies_without_a_shared_ring_are_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().[|AddCookie|]();
        """);

    [Fact]
    public Task Bearer_tokens_without_a_shared_ring_are_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().[|AddBearerToken|]();
        """);

    [Fact]
    public Task Antiforgery_without_a_shared_ring_is_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddAntiforgery|]();
        """);

    [Fact]
    public Task A_method_of_the_service_s_own_that_is_called_alike_is_quiet() => IsQuietAsync("""
        class Jar
        {
            public void AddCookie(string cookie) => Console.WriteLine(cookie);

            public void Fill() => AddCookie("flour");
        }
        """);

    [Fact]
    public Task A_ring_in_Redis_is_quiet() => IsQuietAsync("""
        using Microsoft.AspNetCore.DataProtection;
        using StackExchange.Redis;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis(ConnectionMultiplexer.Connect("redis"), "keys");
        builder.Services.AddAuthentication().AddCookie();
        """);

    [Fact]
    public Task A_repository_of_the_service_s_own_is_quiet() => IsQuietAsync("""
        using Microsoft.AspNetCore.DataProtection.KeyManagement;
        using Microsoft.AspNetCore.DataProtection.Repositories;
        static class Startup
        {
            public static void AddKeys(IServiceCollection services, IXmlRepository table)
            {
                services.AddDataProtection();
                services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = table);
            }
        }
        """);

    [Fact]
    public Task A_ring_that_lives_as_long_as_the_process_is_seen() => SeesAsync("""
        using Microsoft.AspNetCore.DataProtection;
        static class Startup
        {
            public static void AddKeys(IServiceCollection services) =>
                services.AddSingleton<IDataProtectionProvider>([|new EphemeralDataProtectionProvider()|]);
        }
        """);

    [Fact]
    public Task A_ring_in_a_folder_of_this_machine_is_seen() => SeesAsync("""
        using Microsoft.AspNetCore.DataProtection;
        class Tokens
        {
            public IDataProtectionProvider Make() => DataProtectionProvider.[|Create|](new DirectoryInfo("keys"));
        }
        """);

    [Fact]
    public Task A_ring_beside_the_program_is_seen() => SeesAsync("""
        using Microsoft.AspNetCore.DataProtection;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDataProtection()
            .[|PersistKeysToFileSystem|](new DirectoryInfo(Path.Combine(builder.Environment.ContentRootPath, "keys")));
        """);

    [Fact]
    public Task A_ring_on_a_volume_that_all_mount_is_quiet() => IsQuietAsync("""
        using Microsoft.AspNetCore.DataProtection;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(builder.Configuration["Keys:Folder"]!));
        """);
}
