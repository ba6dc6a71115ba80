namespace AspireStateless.Api.Storage.Postgres;

/// <summary>Names a statement for its span.</summary>
internal static class SqlOperation
{
    /// <returns>Its first word: <c>SELECT</c>, <c>WITH</c>. The whole text, which holds no values, is an attribute of the span.</returns>
    public static string Of(string sql)
    {
        var text = sql.AsSpan().TrimStart();
        var end = text.IndexOfAny(' ', '\n', '(');
        return (end < 0 ? text : text[..end]).ToString().ToUpperInvariant();
    }
}
