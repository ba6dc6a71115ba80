using System.Text.Json;
using AspireStateless.LoadTests.Faults;

namespace AspireStateless.LoadTests.Targets;

/// <summary>How to reach a running AppHost: the content of <c>artifacts/apphosts/&lt;pid&gt;.json</c>.</summary>
internal sealed record AppHostAddress(
    int Pid, long StartTicks, Uri ControlUrl, string Token, string? EndpointUrl, string? AdminPassword, string? StartedAt)
{
    /// <summary>A file can outlive an AppHost that was killed.</summary>
    public bool IsAlive => ProcessTable.IsAlive(Pid, StartTicks) ?? true;

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
