using System.Globalization;
using System.Text.RegularExpressions;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>The page of the tutorial. Its counter belongs to everyone, so a test asks only that it grows.</summary>
public sealed partial class HomePageTests(Stores stores)
{
    [Fact]
    public async Task Loading_the_page_counts_a_visit_and_shows_count_and_replica()
    {
        using var host = new ApiHost(stores);
        using var client = host.CreateClient();

        using var first = await client.GetAsync("/", TestContext.Current.CancellationToken);
        var firstPage = await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var secondPage = await client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal("text/html", first.Content.Headers.ContentType?.MediaType);
        Assert.Contains(first.Headers.GetValues("Replica").Single(), firstPage, StringComparison.Ordinal);
        Assert.True(CountOn(firstPage) < CountOn(secondPage));
        Assert.True(CountOn(secondPage) <= await client.ReadCountAsync("home"));
    }

    private static long CountOn(string page) => long.Parse(Count().Match(page).Groups["count"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("id=\"count\">(?<count>[0-9]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();
}
