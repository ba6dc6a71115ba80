using AspireStateless.LoadTests.Client;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>The requests of one object's life, from before it exists to after its end.</summary>
/// <param name="Create">Makes it.</param>
/// <param name="Ask">What shows it once it exists, by what the creation was answered.</param>
internal sealed record Lifecycle(ApiRequest Create, Func<Reading, IEnumerable<ApiRequest>> Ask)
{
    /// <summary>Asks for it before it exists; null where nobody can name it by then.</summary>
    public ApiRequest? AskBefore { get; init; }

    /// <summary>Asks for the list that it belongs to; null where there is none.</summary>
    public ApiRequest? List { get; init; }

    /// <summary>Ends it; null where it has no end.</summary>
    public Func<ApiRequest>? End { get; init; }

    /// <summary>Of an object that one question shows, before and after.</summary>
    public static Lifecycle Of(ApiRequest create, ApiRequest ask) => new(create, _ => [ask]) { AskBefore = ask };
}
