using System.Text.RegularExpressions;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Sessions;

/// <summary>The body of <c>PATCH /session</c>.</summary>
/// <param name="Fields">New values; null takes a field out. What is not named stays as it is.</param>
internal sealed partial record SessionFields(IReadOnlyDictionary<string, string?> Fields)
{
    private const int ValueLengthMax = 256;

    /// <exception cref="InvalidInputException">A name or a value that a session does not take.</exception>
    public SessionPatch ToPatch(IReadOnlyList<long>? ifVersions)
    {
        foreach (var (name, value) in Fields)
        {
            RequireValid(name, value);
        }

        return new(
            Fields.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!, StringComparer.Ordinal),
            [.. Fields.Where(field => field.Value is null).Select(field => field.Key)],
            ifVersions);
    }

    /// <exception cref="InvalidInputException">A name or a value that a session does not take.</exception>
    public static void RequireValid(string name, string? value)
    {
        if (!Name().IsMatch(name))
        {
            throw new InvalidInputException("fields", "The name of a field must be 1 to 32 characters of a-z, 0-9 and '-'.");
        }

        if (value?.Length > ValueLengthMax)
        {
            throw new InvalidInputException(name, $"{name} must be at most {ValueLengthMax} characters.");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,32}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
