using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Targets;

/// <summary>How a run finds the AppHost that started it.</summary>
public sealed class AppHostAddressTests
{
    [Fact]
    public void A_run_that_an_AppHost_starts_is_told_where_it_is_and_the_password_of_admin()
    {
        var variables = new Dictionary<string, string>
        {
            ["CONTROL_URL"] = "http://127.0.0.1:4711",
            ["CONTROL_TOKEN"] = "a token",
            ["ADMIN_PASSWORD"] = "a password",
        };

        var address = StartingAppHost.Address(variables.GetValueOrDefault);

        Assert.NotNull(address);
        Assert.Equal((new Uri("http://127.0.0.1:4711"), "a token", "a password"), (
            address.ControlUrl, address.Token, address.AdminPassword));
    }

    [Fact]
    public void Nobody_started_it_where_nothing_is_told() => Assert.Null(StartingAppHost.Address(_ => null));
}
