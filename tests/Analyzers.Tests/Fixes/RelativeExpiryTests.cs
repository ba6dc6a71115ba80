using AspireStateless.Analyzers.CodeFixes;

namespace AspireStateless.Analyzers.Tests.Fixes;

public sealed class RelativeExpiryTests() : FixTests("STATE010", new RelativeExpiryFix())
{
    [Fact]
    public Task Minutes_from_now_become_minutes() => MakesAsync(
        Entry("AbsoluteExpiration = DateTimeOffset.UtcNow.AddMinutes(5)"),
        Entry("AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5)"));

    [Fact]
    public Task A_sum_becomes_what_was_added() => MakesAsync(
        Entry("AbsoluteExpiration = DateTimeOffset.UtcNow + Lifetime"),
        Entry("AbsoluteExpirationRelativeToNow = Lifetime"));

    [Fact]
    public Task A_duration_that_was_added_stays() => MakesAsync(
        Entry("AbsoluteExpiration = TimeProvider.System.GetUtcNow().Add(Lifetime)"),
        Entry("AbsoluteExpirationRelativeToNow = Lifetime"));

    [Fact]
    public Task A_call_takes_a_duration_as_well() => MakesAsync(
        Options("new DistributedCacheEntryOptions().SetAbsoluteExpiration(DateTimeOffset.UtcNow.AddHours(1))"),
        Options("new DistributedCacheEntryOptions().SetAbsoluteExpiration(TimeSpan.FromHours(1))"));

    [Fact]
    public Task An_end_that_is_reckoned_elsewhere_is_left_to_people() => MakesAsync(
        Entry("AbsoluteExpiration = Midnight(DateTimeOffset.UtcNow)"),
        after: null);

    private static string Entry(string setting) => Options($"new DistributedCacheEntryOptions {{ {setting} }}");

    private static string Options(string value) => $$"""
        using Microsoft.Extensions.Caching.Distributed;
        class Prices
        {
            private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

            public DistributedCacheEntryOptions Options() => {{value}};

            public static DateTimeOffset Midnight(DateTimeOffset now) => now.Date + Lifetime;
        }
        """;
}
