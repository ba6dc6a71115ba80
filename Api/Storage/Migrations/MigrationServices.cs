namespace AspireStateless.Api.Storage.Migrations;

internal static class MigrationServices
{
    public static void AddMigrations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SchemaUpgrade>();
        builder.Services.AddHostedService<SchemaStart>();
    }
}
