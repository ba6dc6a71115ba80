namespace Aspire.Hosting.Dashboard;

/// <summary>Knows which variables must not be shown: those that hold a secret parameter's value, and those whose name says so.</summary>
internal sealed class SecretValues(DistributedApplicationModel model)
{
    // A secret shorter than that would be found in values that have nothing to do with it.
    private const int LengthMin = 6;

    private static readonly string[] Names = ["PASSWORD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "CONNECTIONSTRING", "_URI", "OTLP_HEADERS"];

    internal async Task<IReadOnlyList<string>> KnownAsync(CancellationToken cancellationToken)
    {
        var values = new List<string>();
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            try
            {
                values.Add(await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "");
            }
            catch (MissingParameterValueException)
            {
                // It has no value that could be shown.
            }
        }

        return [.. values.Where(value => value.Length >= LengthMin)];
    }

    internal static bool IsSecret(EnvironmentVariableSnapshot variable, IReadOnlyList<string> values) =>
        Names.Any(name => variable.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
        || values.Any(value => variable.Value?.Contains(value, StringComparison.Ordinal) == true);
}
