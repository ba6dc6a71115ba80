using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>The Api in this process, on Kestrel and a free port, with real stores.</summary>
internal sealed class ApiHost : WebApplicationFactory<Program>
{
    private readonly Stores _stores;
    private readonly (string Key, string Value)[] _settings;

    public ApiHost(Stores stores, params (string Key, string Value)[] settings)
    {
        _stores = stores;
        _settings = settings;
        UseKestrel();
    }

    /// <summary>Changes it before it starts.</summary>
    public Action<IWebHostBuilder>? Configure { get; init; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Not by UseKestrel(port), which the start of the program can overtake.
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // The host's life ends with its test; nobody is left to be drained.
        builder.UseSetting("Shutdown:Drain", "00:00:00");
        foreach (var (key, value) in _stores.Settings.Concat(_settings))
        {
            builder.UseSetting(key, value);
        }

        Configure?.Invoke(builder);
    }
}
