namespace AspireStateless.Embedded.Tests;

/// <summary>The host offers a part of Aspire's API and nothing else: names and signatures that it claims are in PublicSurface.txt.</summary>
public sealed class PublicSurfaceTests
{
    private const string Accept = "ACCEPT_PUBLIC_SURFACE";

    [Fact]
    public void The_host_offers_what_the_list_claims_and_nothing_else()
    {
        var list = Path.Combine(Projects.Embedded_Tests.ProjectPath, "PublicSurface.txt");
        var offered = PublicSurface.Of(typeof(DistributedApplication).Assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllLines(list, offered);
        }

        var claimed = File.ReadAllLines(list);
        string[] differences = [.. offered.Except(claimed).Select(line => $"+ {line}"), .. claimed.Except(offered).Select(line => $"- {line}")];

        Assert.True(differences.Length == 0,
            $"""
            The public surface has changed (+ offered, - claimed):
            {string.Join('\n', differences)}
            Every line has to be Aspire's as well. If it is, accept the change: {Accept}=1 dotnet run --project tests/Embedded.Tests
            """);
    }
}
