namespace AspireStateless.Analyzers.Tests.Clients;

public sealed class StickinessTests() : RuleTests("STATE014")
{
    [Fact]
    public Task A_connection_taken_for_a_client_is_seen() => SeesAsync("""
        class Handler
        {
            public string Of(HttpContext http) => [|http.Connection.Id|];
        }
        """);

    [Fact]
    public Task The_feature_of_a_connection_is_seen() => SeesAsync("""
        using Microsoft.AspNetCore.Http.Features;
        class Handler
        {
            public string? Of(HttpContext http)
            {
                var connection = http.Features.Get<IHttpConnectionFeature>()!;
                return [|connection.ConnectionId|];
            }
        }
        """);

    [Fact]
    public Task A_connection_in_the_log_is_quiet() => IsQuietAsync("""
        class Handler(ILogger<Handler> logger)
        {
            public void Note(HttpContext http) => logger.LogInformation("Connection {Id}", http.Connection.Id);
        }
        """);

    [Fact]
    public Task The_address_of_a_client_is_quiet() => IsQuietAsync("""
        class Handler
        {
            public string Of(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        }
        """);

    [Fact]
    public Task Affinity_of_a_proxy_is_seen() => SeesAsync("""
        class SessionAffinityConfig { public bool? Enabled { get; init; } }
        class Proxy
        {
            public SessionAffinityConfig Affinity() => new() { [|Enabled = true|] };
        }
        """);

    [Fact]
    public Task Affinity_that_is_off_is_quiet() => IsQuietAsync("""
        class SessionAffinityConfig { public bool? Enabled { get; init; } }
        class Proxy
        {
            public SessionAffinityConfig Affinity() => new() { Enabled = false };
        }
        """);

    [Fact]
    public Task The_cookie_of_a_load_balancer_is_seen() => SeesAsync("""
        class Handler
        {
            public string? Of(HttpContext http) => http.Request.Cookies[[|"ARRAffinity"|]];

            public void Set(HttpContext http) => http.Response.Cookies.Append([|"SERVERID"|], "a");
        }
        """);

    [Fact]
    public Task A_cookie_of_another_name_is_quiet() => IsQuietAsync("""
        class Handler
        {
            public string? Of(HttpContext http) => http.Request.Cookies["language"];

            public string Name => "ARRAffinity";
        }
        """);

    [Fact]
    public Task Circuits_in_the_process_are_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRazorComponents().[|AddInteractiveServerComponents|]();
        """);
}
