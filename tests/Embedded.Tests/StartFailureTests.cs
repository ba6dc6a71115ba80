using System.Net;
using System.Net.Sockets;

namespace AspireStateless.Embedded.Tests;

/// <summary>What the person at the terminal reads when an AppHost cannot start: one line, and exit code 1.</summary>
public sealed class StartFailureTests
{
    [Fact]
    public async Task A_missing_server_is_named_with_the_package_that_has_it()
    {
        using var empty = new TemporaryFolder();
        using var appHost = AppHostProcess.Start(new Dictionary<string, string> { ["PATH"] = empty.Path }, "--Data=temporary");

        var (exitCode, output, error) = await appHost.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(
            "Resource 'redis' needs redis-server, which is not installed. Install it (Debian: apt-get install redis-server; macOS: brew install redis), "
            + "or run the Aspire stack, which takes it from a container image: -p:HostingStack=Aspire.\n", error);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 5181);
        try
        {
            holder.Start();
        }
        catch (SocketException)
        {
            // Another program holds it, which serves as well.
        }

        using var appHost = AppHostProcess.Start(environment: null, "--Stores=false", "--Data=temporary");

        var (exitCode, _, error) = await appHost.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal(
            "Port 5181 of endpoint 'http' of resource 'sample' is in use. "
            + "Stop the program that has it, or take random ports with --DcpPublisher:RandomizePorts=true.\n", error);
    }

    [Fact]
    public async Task A_stop_while_it_starts_is_no_failure()
    {
        using var appHost = AppHostProcess.Start("--Data=temporary");
        await appHost.PrintsAsync("AppHost directory");
        appHost.Signal(Aspire.Hosting.Execution.Signal.Terminate);

        var (exitCode, output, error) = await appHost.EndAsync();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_that_cannot_be_built_is_explained()
    {
        using var appHost = AppHostProcess.Start("--Stores=false", "--Replicas=0");

        var (exitCode, _, error) = await appHost.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.StartsWith("'sample' is to run as 0 replicas; it has to be 1 or more.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
