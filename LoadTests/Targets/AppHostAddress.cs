using System.Text.Json;
using AspireStateless.LoadTests.Faults;

namespace AspireStateless.LoadTests.Targets;

/// <summary>How to reach a running AppHost: the content of <c>artifacts/apphosts/&lt;pid&gt;.json</c>.</summary>
internal sealed record AppHostAddress(
    int Pid, long StartTicks, Uri ControlUrl, string Token, string? EndpointUrl, string? AdminPassword, string? StartedAt)
{
    /// <summary>A file can outlive an AppHost that was killed.</summary>
    public bool IsAlive => ProcessTable.IsAlive(Pid, StartTicks) ?? true;

    /// <summary>The AppHost that started this process as one of its resources; null if none did.</summary>
    /// <exception cref="BadInputException"><c>CONTROL_URL</c> is set and is no URL.</exception>
    public static AppHostAddress? FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <param name="variable">The value of an environment variable; null for one that is not set.</param>
    /// <exception cref="BadInputException"><c>CONTROL_URL</c> is set and is no URL.</exception>
    public static AppHostAddress? From(Func<string, string?> variable)
    {
        string? url = variable("CONTROL_URL");
        if (string.IsNullOrEmpty(url))
        {
            return null;
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var control)
            ? new AppHostAddress(0, 0, control, variable("CONTROL_TOKEN") ?? "", EndpointUrl: null, variable("ADMIN_PASSWORD"), StartedAt: null)
            : throw new BadInputException($"CONTROL_URL is '{url}', which is no URL.", "An AppHost sets it for its resource load-tests; else leave it unset.");
    }

    /// <returns>Null when it is not there, or not whole yet.</returns>
    public static AppHostAddress? TryRead(string path)
    {
        try
        {
            var address = JsonSerializer.Deserialize<AppHostAddress>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
            return address is { ControlUrl: not null, Token: not null } ? address : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
