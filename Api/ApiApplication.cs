using AspireStateless.Api.Accounts;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Counters;
using AspireStateless.Api.Documents;
using AspireStateless.Api.Home;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Inputs;
using AspireStateless.Api.Jobs;
using AspireStateless.Api.Keys;
using AspireStateless.Api.Operations;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Replicas;
using AspireStateless.Api.Security;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Migrations;
using AspireStateless.Api.Storage.Postgres;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.Api.Telemetry;
using AspireStateless.Api.Visits;

namespace AspireStateless.Api;

/// <summary>The two seams of the service: everything it registers, and everything it maps.</summary>
public static class ApiApplication
{
    /// <summary>Registers the service. A registration made after it replaces one of its parts.</summary>
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.AddSecretFiles();
        var replica = ReplicaIdentity.Read(builder.Configuration);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<ApiMeter>();
        builder.AddReplica(replica);
        builder.AddCounters();
        builder.AddTrustedProxies();
        builder.AddSection<StorageOptions>("Storage");
        builder.AddRedis(replica);
        // Background services start in this order: the schema first.
        builder.AddMigrations();
        builder.AddPostgres(replica);
        builder.AddInputs();
        builder.AddProblems();
        builder.AddSection<IdempotencyOptions>("Idempotency");
        builder.AddKeys();
        builder.AddSessions();
        builder.AddAccounts();
        builder.AddVisits();
        builder.AddCatalog();
        builder.AddCarts();
        builder.AddOrders();
        builder.AddJobs();
        builder.AddApiDocument();
        builder.AddReadyStart();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        return builder;
    }

    /// <summary>Maps the service: defaults first, then one line a feature.</summary>
    public static WebApplication MapApi(this WebApplication app)
    {
        app.UseCounters();
        app.UseTrustedProxies();
        app.UseServiceDefaults();
        app.UseJsonCharset();
        app.UseReplicaHeader();
        app.UseSecurityHeaders();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapDefaultEndpoints();
        app.MapOpenApi();
        app.MapReplica();
        app.MapCounters();
        app.MapOperations();
        app.MapHomePage();
        app.MapAccounts();
        app.MapSessions();
        app.MapVisits();
        app.MapCatalog();
        app.MapCarts();
        app.MapOrders();
        app.MapJobs();
        return app;
    }
}
