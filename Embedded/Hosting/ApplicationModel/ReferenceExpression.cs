namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with values in it that are known only when the application runs.</summary>
public sealed class ReferenceExpression : IExpressionValue
{
    private readonly IReadOnlyList<IExpressionValue> values;

    private ReferenceExpression(string format, IReadOnlyList<IExpressionValue> values) => (Format, this.values) = (format, values);

    /// <summary>The text, with <c>{0}</c>, <c>{1}</c>, … where the values go.</summary>
    public string Format { get; }

    /// <inheritdoc />
    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. values.Select(value => value.ValueExpression)]);

    /// <summary>Makes an expression from an interpolated string; its holes take strings and runtime values, nothing else.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.ToExpression();

    /// <summary>The text with all values filled in.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var known = new object?[values.Count];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = await values[i].GetValueAsync(cancellationToken).ConfigureAwait(false);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, known);
    }

    /// <summary>What the compiler calls for <c>$"…"</c>.</summary>
    [InterpolatedStringHandler]
    public readonly struct ExpressionInterpolatedStringHandler
    {
        private readonly StringBuilder format;
        private readonly List<IExpressionValue> values;

        /// <summary>Called by the compiler.</summary>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) =>
            (format, values) = (new(literalLength + (formattedCount * 3)), new(formattedCount));

        /// <summary>Adds fixed text.</summary>
        public void AppendLiteral(string value) =>
            format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        /// <summary>Adds a text that is known already.</summary>
        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        /// <summary>Adds a value that is known later.</summary>
        public void AppendFormatted<T>(T value) where T : IExpressionValue
        {
            format.Append('{').Append(values.Count).Append('}');
            values.Add(value);
        }

        internal ReferenceExpression ToExpression() => new(format.ToString(), [.. values]);
    }
}
