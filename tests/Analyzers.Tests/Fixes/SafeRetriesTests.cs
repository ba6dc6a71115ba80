using AspireStateless.Analyzers.CodeFixes;

namespace AspireStateless.Analyzers.Tests.Fixes;

public sealed class SafeRetriesTests() : FixTests("STATE015", new SafeRetriesFix())
{
    [Fact]
    public Task The_standard_handler_is_told_to_repeat_only_safe_methods() => MakesAsync(
        Client("AddStandardResilienceHandler()"),
        Client("AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods())"));

    [Fact]
    public Task A_handler_with_options_is_left_to_people() => MakesAsync(Client("AddStandardResilienceHandler(_ => { })"), after: null);

    private static string Client(string handler) => $$"""
        using Microsoft.Extensions.Http.Resilience;

        static class Startup
        {
            public static void AddClient(IServiceCollection services) => services.AddHttpClient("payments").{{handler}};
        }

        namespace Microsoft.Extensions.Http.Resilience
        {
            class RetryOptions { public void DisableForUnsafeHttpMethods() { } }
            class ResilienceOptions { public RetryOptions Retry { get; } = new(); }
            static class Resilience
            {
                public static IHttpClientBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder) => builder;
                public static IHttpClientBuilder AddStandardResilienceHandler(
                    this IHttpClientBuilder builder, Action<ResilienceOptions> configure) => builder;
            }
        }
        """;
}
