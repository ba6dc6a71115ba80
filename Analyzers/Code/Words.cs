using System.Collections.Immutable;

namespace AspireStateless.Analyzers.Code;

/// <summary>The words that a name is made of: <c>ReadAllAsync</c> of Read, All and Async.</summary>
internal static class Words
{
    public static ImmutableHashSet<string> Set(string words) => [.. words.Split(' ')];

    public static string First(string name) => Of(name).FirstOrDefault() ?? "";

    public static string Last(string name) => Of(name).LastOrDefault() ?? "";

    public static bool HasAny(string name, ImmutableHashSet<string> words) => Of(name).Any(words.Contains);

    /// <returns>Each with a capital letter first and no other.</returns>
    public static IEnumerable<string> Of(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i == name.Length || IsBorder(name, i))
            {
                var word = name.Substring(start, i - start).Trim('_', '@', '<', '>');
                start = i;
                if (word.Length > 0)
                {
                    yield return char.ToUpperInvariant(word[0]) + word.Substring(1).ToLowerInvariant();
                }
            }
        }
    }

    public static string WithoutAsync(string name) =>
        name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;

    // Before a capital letter that follows a small one, or that a small one follows: Http|Context, TTL|Of.
    private static bool IsBorder(string name, int i) =>
        name[i - 1] == '_'
        || (char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));
}
