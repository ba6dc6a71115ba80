using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AspireStateless.Api.Tests.Integrations;

/// <summary>AddNpgsqlDataSource keeps the contract of Aspire's package: names, sections, their precedence.</summary>
public sealed class NpgsqlDataSourceTests
{
    [Fact]
    public void The_named_section_beats_the_shared_one_the_connection_string_both_and_code_everything()
    {
        (string, string)[] sections = [("Aspire:Npgsql:ConnectionString", "Host=shared"), ("Aspire:Npgsql:shop:ConnectionString", "Host=named")];

        Assert.Equal("Host=shared", ConnectionStringOf(sections[..1]));
        Assert.Equal("Host=named", ConnectionStringOf(sections));
        Assert.Equal("Host=string", ConnectionStringOf([.. sections, ("ConnectionStrings:shop", "Host=string")]));
        Assert.Equal("Host=code", ConnectionStringOf([.. sections, ("ConnectionStrings:shop", "Host=string")], "Host=code"));
    }

    [Fact]
    public void A_connection_comes_from_the_data_source()
    {
        var builder = Builder(("ConnectionStrings:shop", "Host=string"));
        builder.AddNpgsqlDataSource("shop", configureDataSourceBuilder: source => source.ConnectionStringBuilder.ApplicationName = "api");
        using var host = builder.Build();

        using var connection = host.Services.GetRequiredService<NpgsqlConnection>();

        Assert.Equal("Host=string;Application Name=api", connection.ConnectionString);
    }

    [Fact]
    public void Without_a_connection_string_the_data_source_says_which_keys_to_set()
    {
        var builder = Builder();
        builder.AddNpgsqlDataSource("shop");
        using var host = builder.Build();

        var exception = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<NpgsqlDataSource>());

        Assert.Contains("ConnectionStrings:shop", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_checks_are_named_as_by_Aspire_and_say_that_Postgres_is_away()
    {
        var builder = Builder(("ConnectionStrings:a", "Host=127.0.0.1;Port=1"), ("ConnectionStrings:b", "Host=127.0.0.1;Port=1"));
        builder.AddNpgsqlDataSource("a");
        builder.AddKeyedNpgsqlDataSource("b");
        using var host = builder.Build();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["PostgreSql", "PostgreSql_b"], report.Entries.Keys.Order());
        Assert.All(report.Entries.Values, entry => Assert.Equal(HealthStatus.Unhealthy, entry.Status));
    }

    private static HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return builder;
    }

    private static string ConnectionStringOf((string, string)[] settings, string? connectionStringInCode = null)
    {
        var builder = Builder(settings);
        builder.AddNpgsqlDataSource("shop", source => source.ConnectionString = connectionStringInCode ?? source.ConnectionString);
        using var host = builder.Build();
        return host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString;
    }
}
