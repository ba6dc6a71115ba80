using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Embedded.Integrations;

internal sealed record RedisConnectionString(string OptionsName, string? Value);

/// <summary>Starts a client's options from its connection string; configuration and code then change them.</summary>
internal sealed class RedisOptionsFactory(
    IEnumerable<RedisConnectionString> connectionStrings,
    IEnumerable<IConfigureOptions<ConfigurationOptions>> setups,
    IEnumerable<IPostConfigureOptions<ConfigurationOptions>> postConfigures,
    IEnumerable<IValidateOptions<ConfigurationOptions>> validations)
    : OptionsFactory<ConfigurationOptions>(setups, postConfigures, validations)
{
    protected override ConfigurationOptions CreateInstance(string name)
    {
        var connectionString = connectionStrings.LastOrDefault(candidate => candidate.OptionsName == name)?.Value;
        var options = string.IsNullOrEmpty(connectionString) ? new ConfigurationOptions() : ConfigurationOptions.Parse(connectionString);
        // A replica that starts while Redis is away must come up and wait for it, unless the connection string says otherwise.
        if (connectionString?.Contains("abortConnect=", StringComparison.OrdinalIgnoreCase) != true)
        {
            options.AbortOnConnectFail = false;
        }

        return options;
    }
}
