using Microsoft.Extensions.Configuration;

namespace Embedded.Integrations;

/// <summary>The section of an integration and, over it, the section of one connection name.</summary>
internal readonly record struct SettingsSections(IConfigurationSection Shared, IConfigurationSection Named)
{
    public static SettingsSections Of(IConfiguration configuration, string section, string name)
    {
        var shared = configuration.GetSection(section);
        return new(shared, shared.GetSection(name));
    }

    public void Bind(object settings)
    {
        Shared.Bind(settings);
        Named.Bind(settings);
    }

    public void Bind(object settings, string nested)
    {
        Shared.GetSection(nested).Bind(settings);
        Named.GetSection(nested).Bind(settings);
    }
}
