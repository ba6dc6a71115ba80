using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>The Api in this process, on Kestrel and a free port, with a real Redis.</summary>
internal sealed class ApiHost : WebApplicationFactory<Program>
{
    private readonly RedisServer _redis;
    private readonly (string Key, string Value)[] _settings;

    public ApiHost(RedisServer redis, params (string Key, string Value)[] settings)
    {
        _redis = redis;
        _settings = settings;
        UseKestrel(0);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:redis", _redis.ConnectionString);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // The host's life ends with its test; nobody is left to be drained.
        builder.UseSetting("Shutdown:Drain", "00:00:00");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
