using System.Net.Http.Json;
using Aspire.Hosting.Testing;

namespace AspireStateless.Embedded.Tests;

/// <summary>What a replica finds in its environment.</summary>
public sealed class EnvironmentTests : IClassFixture<EnvironmentTests.Replica>
{
    private readonly Replica replica;

    public EnvironmentTests(Replica replica) => this.replica = replica;

    [Fact]
    public void It_listens_on_a_private_port_of_its_own()
    {
        var url = new Uri(this["ASPNETCORE_URLS"]!);

        Assert.Equal(("http", "localhost"), (url.Scheme, url.Host));
        Assert.NotEqual(Sample.Endpoint(replica.App).Port, url.Port);
        Assert.Equal($"{url.Port}", this["OWN_PORT"]);
    }

    [Fact]
    public void The_launch_profile_counts_unless_the_graph_says_otherwise()
    {
        Assert.Equal("http", this["DOTNET_LAUNCH_PROFILE"]);
        Assert.Equal("Development", this["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("the graph", this["FROM_PROFILE"]);
    }

    [Fact]
    public void It_inherits_the_hosts_environment_but_for_the_hosts_own_settings()
    {
        Assert.Equal("inherited", this["EMBEDDED_TESTS_AMBIENT"]);
        Assert.Null(this["ASPIRE_LOGLEVEL"]);
        Assert.Null(this["DOTNET_ENVIRONMENT"]);
        Assert.DoesNotContain("ambient", replica.Environment.Values);
    }

    [Fact]
    public void Telemetry_names_the_resource_and_the_instance_and_goes_to_the_dashboard()
    {
        Assert.Equal("sample", this["OTEL_SERVICE_NAME"]);
        Assert.Equal($"service.instance.id={replica.App.Now("sample").ResourceId[^8..]}", this["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal("http://localhost:4318", this["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http/protobuf", this["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("x-otlp-api-key=secret", this["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("in_memory", this["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"]);
        Assert.Equal("simple", this["LOGGING__CONSOLE__FORMATTERNAME"]);
    }

    [Fact]
    public void A_referenced_service_is_found_by_its_proxy_under_both_names()
    {
        var proxy = replica.App.GetEndpoint("other-service").ToString().TrimEnd('/');

        Assert.Equal(proxy, this["services__other-service__http__0"]);
        Assert.Equal(proxy, this["OTHER_SERVICE_HTTP"]);
    }

    [Fact]
    public async Task A_referenced_store_hands_over_its_connection_string_and_its_parts()
    {
        Assert.Equal(await replica.App.GetConnectionStringAsync("shop-cache", Deadline.Token), this["ConnectionStrings__shop-cache"]);
        Assert.Matches("^127.0.0.1:[0-9]+,password=[a-zA-Z0-9]{22}$", this["ConnectionStrings__shop-cache"]);
        Assert.Equal("127.0.0.1", this["SHOP_CACHE_HOST"]);
        Assert.Equal($"{this["SHOP_CACHE_HOST"]}:{this["SHOP_CACHE_PORT"]},password={this["SHOP_CACHE_PASSWORD"]}", this["ConnectionStrings__shop-cache"]);
        Assert.Equal($"redis://:{this["SHOP_CACHE_PASSWORD"]}@127.0.0.1:{this["SHOP_CACHE_PORT"]}", this["SHOP_CACHE_URI"]);
    }

    [Fact]
    public void A_referenced_database_has_user_and_database_beside()
    {
        Assert.Equal(
            $"Host=127.0.0.1;Port={this["CATALOG_PORT"]};Username=postgres;Password={this["CATALOG_PASSWORD"]};Database=products",
            this["ConnectionStrings__catalog"]);
        Assert.Equal(("127.0.0.1", "postgres", "products"), (this["CATALOG_HOST"], this["CATALOG_USERNAME"], this["CATALOG_DATABASENAME"]));
        Assert.Equal($"postgresql://postgres:{this["CATALOG_PASSWORD"]}@127.0.0.1:{this["CATALOG_PORT"]}/products", this["CATALOG_URI"]);
    }

    [Fact]
    public void A_connection_can_be_handed_over_under_another_name() => Assert.Equal("elsewhere", this["ConnectionStrings__renamed"]);

    [Fact]
    public void An_optional_connection_that_is_configured_nowhere_is_left_out() => Assert.Null(this["ConnectionStrings__absent"]);

    [Fact]
    public void Values_known_only_at_run_time_can_stand_in_a_text() =>
        Assert.Equal($"{replica.App.GetEndpoint("other-service").ToString().TrimEnd('/')}/from/a-value{{}}", this["EXPRESSION"]);

    [Fact]
    public void The_snapshot_shows_what_the_process_got() => Assert.All(
        replica.App.Now("sample").Snapshot.EnvironmentVariables, variable => Assert.Equal(this[variable.Name], variable.Value));

    private string? this[string name] => replica.Environment.GetValueOrDefault(name);

    /// <summary>One replica with everything referenced.</summary>
    public sealed class Replica : IAsyncLifetime
    {
        internal DistributedApplication App { get; private set; } = null!;

        internal IReadOnlyDictionary<string, string> Environment { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            // None of these means anything to the other tests of this process, and services never see them.
            foreach (var name in new[] { "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL" })
            {
                System.Environment.SetEnvironmentVariable(name, "ambient");
            }

            System.Environment.SetEnvironmentVariable("EMBEDDED_TESTS_AMBIENT", "inherited");
            var builder = Graph.New(
                "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://localhost:4318", "--AppHost:OtlpApiKey=secret",
                "--ConnectionStrings:outside=elsewhere", "--Parameters:some-value=a-value");
            var other = builder.AddSample("other-service").WithExplicitStart();
            // Stores that are never started have connection strings all the same.
            builder.AddSample()
                .WithHttpEndpoint(name: "http", env: "OWN_PORT")
                .WithReference(other)
                .WithReference(builder.AddRedis("shop-cache").WithExplicitStart())
                .WithReference(builder.AddPostgres("postgres").WithExplicitStart().AddDatabase("catalog", "products"))
                .WithReference(builder.AddConnectionString("outside"), connectionName: "renamed")
                .WithReference(builder.AddConnectionString("absent"), optional: true)
                .WithEnvironment("FROM_PROFILE", "the graph")
                .WithEnvironment("EXPRESSION", $"{other.GetEndpoint("http")}/from/{builder.AddParameter("some-value").Resource}{{}}");
            App = await builder.StartAsync();
            using var http = App.CreateHttpClient("sample");
            Environment = (await http.GetFromJsonAsync<Dictionary<string, string>>("/environment", Deadline.Token))!;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
