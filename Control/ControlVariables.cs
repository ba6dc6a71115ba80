namespace AspireStateless.Control;

/// <summary>Environment variables that an AppHost gives to a harness that it runs.</summary>
public static class ControlVariables
{
    /// <summary>Where the control endpoint is.</summary>
    public const string Url = "CONTROL_URL";

    /// <summary>What it wants to see.</summary>
    public const string Token = "CONTROL_TOKEN";

    /// <summary>Password of the service's user <c>admin</c>.</summary>
    public const string AdminPassword = "ADMIN_PASSWORD";
}
