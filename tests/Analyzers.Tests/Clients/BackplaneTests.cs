namespace AspireStateless.Analyzers.Tests.Clients;

public sealed class BackplaneTests() : RuleTests("STATE016")
{
    private const string Redis = """
        static class Backplane
        {
            public static Microsoft.AspNetCore.SignalR.ISignalRServerBuilder AddStackExchangeRedis(
                this Microsoft.AspNetCore.SignalR.ISignalRServerBuilder builder, string connection) => builder;
        }
        """;

    [Fact]
    public Task SignalR_by_itself_is_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddSignalR|]();
        """);

    [Fact]
    public Task A_protocol_is_no_backplane() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddSignalR|]().AddJsonProtocol();
        """);

    [Fact]
    public Task SignalR_over_Redis_is_quiet() => IsQuietAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSignalR().AddStackExchangeRedis("redis");
        """ + Redis);

    [Fact]
    public Task A_backplane_on_another_line_is_quiet() => IsQuietAsync("""
        var builder = WebApplication.CreateBuilder(args);
        var signalR = builder.Services.AddSignalR();
        signalR.AddStackExchangeRedis("redis");
        """ + Redis);

    [Fact]
    public Task A_lifetime_manager_of_the_service_s_own_is_quiet() => IsQuietAsync("""
        using Microsoft.AspNetCore.SignalR;
        static class Startup
        {
            public static void AddHubs<TManager>(IServiceCollection services)
                where TManager : HubLifetimeManager<Hub>
            {
                services.AddSignalR();
                services.AddSingleton<HubLifetimeManager<Hub>, TManager>();
            }
        }
        """);

    [Fact]
    public Task A_service_without_SignalR_is_quiet() => IsQuietAsync("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => "hello");
        app.Run();
        """);
}
