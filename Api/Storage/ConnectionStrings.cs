namespace AspireStateless.Api.Storage;

/// <summary>Refuses a connection string at the start by its name, and without showing it: it holds a password.</summary>
internal static class ConnectionStrings
{
    /// <param name="namesServer">Parses it, with any exception, and says whether it names a server.</param>
    public static void RequireConnectionString(
        this WebApplicationBuilder builder, string name, string store, Func<string, bool> namesServer)
    {
        var fault = FaultOf(builder.Configuration.GetConnectionString(name), namesServer);
        builder.Services.AddOptions<StorageOptions>().Validate(
            _ => fault is null,
            fault is "" ? $"No {store} is configured. Set ConnectionStrings:{name} (environment: ConnectionStrings__{name})."
                : $"ConnectionStrings:{name} is no connection string of {store}: {fault}");
    }

    private static string? FaultOf(string? text, Func<string, bool> namesServer)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        try
        {
            return namesServer(text) ? null : "it names no server.";
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }
}
