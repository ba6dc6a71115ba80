using System.Text.RegularExpressions;
using Aspire.Hosting;

namespace AspireStateless.Chaos.Copies;

/// <summary>Fills in what a copy is told at its start: its port, and where its stores are.</summary>
/// <param name="endpoint">Of the copy.</param>
/// <param name="stores">Those that the service needs, by the name that the text has for them.</param>
internal sealed partial class StartText(EndpointReference endpoint, IReadOnlyDictionary<string, IResourceWithConnectionString> stores)
{
    // As Aspire calls them among a resource's connection properties.
    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["database"] = "DatabaseName",
        ["url"] = "Uri",
    };

    /// <param name="text">With <c>{port}</c>, <c>{redis.url}</c>, <c>{postgres.host}</c> and the like.</param>
    /// <exception cref="DistributedApplicationException">Nobody fills one of them.</exception>
    public ReferenceExpression Fill(string text)
    {
        var filled = new ReferenceExpressionBuilder();
        var from = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            filled.AppendLiteral(text[from..match.Index]);
            var (store, name) = (match.Groups["store"].Value, match.Groups["name"].Value);
            if (store.Length == 0)
            {
                filled.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
            }
            else
            {
                filled.AppendFormatted(PropertyOf(store, name));
            }

            from = match.Index + match.Length;
        }

        filled.AppendLiteral(text[from..]);
        return filled.Build();
    }

    private ReferenceExpression PropertyOf(string store, string name) => stores.GetValueOrDefault(store)?.GetConnectionProperties()
        .Where(property => property.Key == Properties.GetValueOrDefault(name))
        .Select(property => property.Value)
        .FirstOrDefault()
        ?? throw new DistributedApplicationException($"Nobody fills '{{{store}.{name}}}': the service names no such store.");

    [GeneratedRegex(@"\{(port|(?<store>[a-z]+)\.(?<name>[a-z]+))\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
