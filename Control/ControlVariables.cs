namespace AspireStateless.Control;

/// <summary>Environment variables that an AppHost gives to a harness that it runs.</summary>
public static class ControlVariables
{
    public const string Url = "CONTROL_URL"; // Where the control endpoint is.
    public const string Token = "CONTROL_TOKEN"; // What it wants to see.
    public const string AdminPassword = "ADMIN_PASSWORD"; // Password of the service's user admin.
}
