using System.Text.Json;

namespace AspireStateless.Control;

/// <summary>How to reach an AppHost that runs: the content of the file <c>[pid].json</c> that it leaves for harnesses.</summary>
/// <param name="Pid">The AppHost's process.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="ControlUrl">Where its control endpoint listens.</param>
/// <param name="Token">What the control endpoint wants to see.</param>
/// <param name="EndpointUrl">The public endpoint of its first project.</param>
/// <param name="AdminPassword">Password of the service's user <c>admin</c>; null for a service without one.</param>
/// <param name="StartedAt">When everything ran.</param>
public sealed record AppHostAddress(
    int Pid, long StartTicks, Uri ControlUrl, string Token, string? EndpointUrl, string? AdminPassword, DateTimeOffset? StartedAt)
{
    /// <summary>Where all AppHosts of a user leave their addresses, beside the folder of their repository; null for a user without a
    /// home.</summary>
    public static string? UsersFolder { get; } =
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } own
            ? Path.Combine(own, "aspire-stateless", "apphosts") : null;

    /// <summary>The file of the AppHost with a pid.</summary>
    public static string FileOf(string folder, int pid) => Path.Combine(folder, FormattableString.Invariant($"{pid}.json"));

    /// <summary>A file can outlive an AppHost that was killed.</summary>
    public bool IsAlive() => new ProcessIdentity(Pid, StartTicks).IsAlive();

    /// <returns>Null when it is not there, or not whole.</returns>
    public static AppHostAddress? TryRead(string path)
    {
        try
        {
            var address = JsonSerializer.Deserialize<AppHostAddress>(File.ReadAllBytes(path), ControlJson.Options);
            return address is { ControlUrl: not null, Token: not null } ? address : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
