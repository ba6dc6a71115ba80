using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>The AppHost that started this process as one of its resources, as its environment tells.</summary>
internal static class StartingAppHost
{
    /// <returns>Null if none did.</returns>
    /// <exception cref="BadInputException"><c>CONTROL_URL</c> is set and is no URL.</exception>
    public static AppHostAddress? Address() => Address(Environment.GetEnvironmentVariable);

    /// <param name="variable">The value of an environment variable; null for one that is not set.</param>
    /// <exception cref="BadInputException"><c>CONTROL_URL</c> is set and is no URL.</exception>
    public static AppHostAddress? Address(Func<string, string?> variable)
    {
        var url = variable(ControlVariables.Url);
        if (string.IsNullOrEmpty(url))
        {
            return null;
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var control)
            ? new AppHostAddress(0, 0, control, variable(ControlVariables.Token)
                ?? "", EndpointUrl: null, variable(ControlVariables.AdminPassword), StartedAt: null)
            : throw new BadInputException(
                $"CONTROL_URL is '{url}', which is no URL.", "An AppHost sets it for its resource load-tests; else leave it unset.");
    }
}
